package org.gridmap.backend.event.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.gridmap.backend.event.webhook.Deliveries.DeliveryState;
import org.gridmap.backend.event.webhook.Webhooks.Delivery;
import org.gridmap.backend.event.webhook.Webhooks.FreshWebhook;
import org.gridmap.backend.event.webhook.Webhooks.NewWebhook;
import org.gridmap.backend.event.webhook.Webhooks.Webhook;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
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
  private final Deliveries deliveries;

  WebhookController(Webhooks webhooks, Deliveries deliveries) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
  }

  /**
   * @param webhooks every receiver
   */
  record WebhookList(List<Webhook> webhooks) {}

  /**
   * @param deliveries the last messages, the newest first
   */
  record DeliveryList(List<Delivery> deliveries) {}

  @Operation(summary = "Who is told what happens to events")
  @GetMapping(path = WEBHOOKS, produces = JSON)
  WebhookList list() {
    return new WebhookList(webhooks.list());
  }

  @Operation(
      summary = "Tells one more receiver, whose host the settings allow; its secret is shown once")
  @FailsWith("validation-failed")
  @PostMapping(path = WEBHOOKS, consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  FreshWebhook create(@RequestBody NewWebhook wanted) {
    return webhooks.create(wanted);
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

  @Operation(summary = "Sends a message again that was given up")
  @PostMapping(path = "/api/webhook-deliveries/{id}/again")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  public void again(@PathVariable long id) {
    if (!webhooks.revive(id)) {
      throw new ProblemException(WebProblems.NOT_FOUND, "There is nothing with this number.");
    }
    deliveries.schedule(id, Instant.now());
  }
}
