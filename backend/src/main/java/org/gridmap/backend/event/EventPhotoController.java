package org.gridmap.backend.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.gridmap.backend.event.EventTexts.EventPhoto;
import org.gridmap.backend.photo.PhotoUploads;
import org.gridmap.backend.web.FailsWith;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Photos of events over HTTP. */
@Tag(name = "Events")
@RestController
class EventPhotoController {
  private final EventPhotos photos;
  private final PhotoUploads uploads;

  EventPhotoController(EventPhotos photos, PhotoUploads uploads) {
    this.photos = photos;
    this.uploads = uploads;
  }

  @Operation(
      summary = "Adds a photo to an event",
      description =
          "JPEG or PNG, 8 MB and 50 million pixels at most. Kept as a JPEG of 2,048 pixels at most,"
              + " upright, without place, time or anything else that the camera wrote. An action that"
              + " needs a photo names it.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.IMAGE_JPEG_VALUE,
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = MediaType.IMAGE_PNG_VALUE,
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @FailsWith({"rate-limited", "payload-too-large", "unsupported-media-type", "validation-failed"})
  @PostMapping(path = "/api/events/{id}/photos", produces = "application/json")
  ResponseEntity<EventPhoto> add(
      @PathVariable long id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    photos.requireEvent(id);
    EventPhoto stored = uploads.take(request, sent -> photos.add(id, key, sent));
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .header("Location", "/api/event-photos/" + stored.id())
        .body(stored);
  }

  @Operation(summary = "A photo of an event")
  @GetMapping(path = "/api/event-photos/{id}", produces = MediaType.IMAGE_JPEG_VALUE)
  ResponseEntity<byte[]> photo(
      @PathVariable long id, @RequestParam(defaultValue = "false") boolean thumbnail) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Disposition", "inline")
        .contentType(MediaType.IMAGE_JPEG)
        .body(photos.get(id, thumbnail));
  }
}
