package org.gridmap.backend.event.platform;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.event.platform.EventImports.Imported;
import org.gridmap.backend.event.platform.Platforms.FreshPlatform;
import org.gridmap.backend.event.platform.Platforms.NewPlatform;
import org.gridmap.backend.event.platform.Platforms.Platform;
import org.gridmap.backend.event.platform.Platforms.Signed;
import org.gridmap.backend.identity.AddressLimits;
import org.gridmap.backend.identity.AddressLimits.Allowance;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Platforms that hand events in, and the files that they send. */
@Tag(name = "Platforms")
@RestController
class PlatformController {
  private static final String PLATFORMS = "/api/platforms";
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final Allowance GUESSES = new Allowance(60, Duration.ofSeconds(10));

  private final Platforms platforms;
  private final EventImports imports;
  private final AddressLimits limits;

  PlatformController(Platforms platforms, EventImports imports, AddressLimits limits) {
    this.platforms = platforms;
    this.imports = imports;
    this.limits = limits;
  }

  /**
   * @param platforms every platform
   */
  record PlatformList(List<Platform> platforms) {}

  @Operation(summary = "Which platforms may hand events in")
  @GetMapping(path = PLATFORMS, produces = JSON)
  PlatformList list() {
    return new PlatformList(platforms.list());
  }

  @Operation(summary = "Lets one more platform hand events in; its secret is shown once")
  @FailsWith("validation-failed")
  @PostMapping(path = PLATFORMS, consumes = JSON, produces = JSON)
  @ResponseStatus(HttpStatus.CREATED)
  FreshPlatform create(@RequestBody NewPlatform wanted) {
    return platforms.create(wanted);
  }

  @Operation(
      summary = "Gives a platform another secret, shown once; the old one is void at once",
      description = "What it handed in stays its own.")
  @PostMapping(path = PLATFORMS + "/{id}/secret", produces = JSON)
  FreshPlatform replaceSecret(@PathVariable long id) {
    return platforms.replaceSecret(id);
  }

  @Operation(summary = "Takes nothing more from a platform; what it handed in stays")
  @DeleteMapping(PLATFORMS + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable long id) {
    platforms.remove(id);
  }

  @Operation(
      summary = "Stores a file of events that a platform signed",
      description =
          "One JSON object a line: id, category, longitude, latitude, importance, pressing, text; 500"
              + " lines and 1 MB at most. Signed as Standard Webhooks does. All or nothing; what is"
              + " wrong is told by line, and an id that is known already is stored no second time.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(mediaType = LINES, schema = @Schema(implementation = HandedIn.class))))
  @FailsWith({
    "authentication-required",
    "rate-limited",
    "payload-too-large",
    "unsupported-media-type",
    "event-import-rejected"
  })
  @PostMapping(path = PLATFORMS + "/{id}/events", consumes = LINES, produces = JSON)
  Imported take(
      @PathVariable long id,
      @RequestHeader(name = "webhook-id", required = false) @Nullable String messageId,
      @RequestHeader(name = "webhook-timestamp", required = false) @Nullable String timestamp,
      @RequestHeader(name = "webhook-signature", required = false) @Nullable String signatures,
      @Parameter(hidden = true) HttpServletRequest request)
      throws Exception {
    limits.admit(AddressLimits.Door.SIGNATURE, request.getRemoteAddr(), GUESSES);
    byte[] file = body(request);
    Caller caller =
        platforms
            .recognise(id, new Signed(messageId, timestamp, signatures), file)
            .orElseThrow(() ->
                new ProblemException(
                    WebProblems.AUTHENTICATION_REQUIRED,
                    "The headers webhook-id, webhook-timestamp and webhook-signature are not those of"
                        + " this file, this platform and this moment."));
    limits.takeBack(AddressLimits.Door.SIGNATURE, request.getRemoteAddr());
    return CurrentUser.callAs(caller, () -> imports.store(id, file));
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    byte[] file = request.getInputStream().readNBytes(EventFileReader.MOST_BYTES + 1);
    if (file.length > EventFileReader.MOST_BYTES) {
      throw new ProblemException(WebProblems.PAYLOAD_TOO_LARGE, "A file has 1 MB at most.");
    }
    return file;
  }
}
