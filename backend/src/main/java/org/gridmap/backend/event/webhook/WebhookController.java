package org.gridmap.backend.event.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gridmap.backend.event.webhook.Deliveries.DeliveryState;
import org.gridmap.backend.event.webhook.Webhooks.Delivery;
import org.gridmap.backend.event.webhook.Webhooks.FreshWebhook;
import org.gridmap.backend.event.webhook.Webhooks.NewWebhook;
import org.gridmap.backend.event.webhook.Webhooks.Webhook;
import org.gridmap.backend.event.webhook.Webhooks.WebhookChange;
import org.gridmap.backend.web.FailsWith;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Receivers of what happens to events, and the messages that could not be delivered. */
@Tag(name = "Webhooks")
@RestController
class WebhookController {
  private static final String WEBHOOKS = "/api/webhooks";
  private static final String JSON = "application/json";

  private final Webhooks webhooks;
  private final WebhookProperties settings;

  WebhookController(Webhooks webhooks, WebhookProperties settings) {
    this.webhooks = webhooks;
    this.settings = settings;
  }

  /**
   * @param webhooks every receiver
   * @param hosts names of the hosts that the settings allow
   * @param privateHosts those of them that may lie in a private network, and be told without TLS
   */
  record WebhookList(List<Webhook> webhooks, List<String> hosts, List<String> privateHosts) {}

  /**
   * @param sent how many messages wait again
   */
  record SentAgain(int sent) {}

  /**
   * @param deliveries the last messages, the newest first
   */
  record DeliveryList(List<Delivery> deliveries) {}

  @Operation(summary = "Who is told what happens to events")
  @GetMapping(path = WEBHOOKS, produces = JSON)
  WebhookList list() {
    return new WebhookList(webhooks.list(), settings.hosts(), settings.privateHosts());
  }

  @Operation(
      summary = "Tells one more receiver, whose host the settings allow; its secret is shown once")
  @FailsWith("validation-failed")
  @PostMapping(path = WEBHOOKS, consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  FreshWebhook create(@RequestBody NewWebhook wanted) {
    return webhooks.create(wanted);
  }

  @Operation(summary = "Pauses a receiver, or goes on; what happens meanwhile waits for it")
  @FailsWith("validation-failed")
  @PatchMapping(path = WEBHOOKS + "/{id}", consumes = JSON)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void change(@PathVariable long id, @RequestBody WebhookChange change) {
    webhooks.change(id, change);
  }

  @Operation(summary = "Tells a receiver nothing more, and forgets what it was not told yet")
  @DeleteMapping(WEBHOOKS + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable long id) {
    webhooks.remove(id);
  }

  @Operation(summary = "The last 200 messages to a receiver in one state")
  @GetMapping(path = WEBHOOKS + "/{id}/deliveries", produces = JSON)
  DeliveryList deliveries(
      @PathVariable long id, @RequestParam(defaultValue = "DEAD") DeliveryState state) {
    return new DeliveryList(webhooks.deliveries(id, state));
  }

  @Operation(summary = "Sends all messages to a receiver again that were given up")
  @PostMapping(path = WEBHOOKS + "/{id}/deliveries/again", produces = JSON)
  SentAgain againAll(@PathVariable long id) {
    return new SentAgain(webhooks.reviveAll(id));
  }

  @Operation(summary = "Sends a message again that was given up")
  @PostMapping(path = "/api/webhook-deliveries/{id}/again")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void again(@PathVariable long id) {
    webhooks.revive(id);
  }
}
