package org.gridmap.backend.house.photo;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.gridmap.backend.house.photo.Photos.StoredPhoto;
import org.gridmap.backend.photo.PhotoUploads;
import org.gridmap.backend.web.FailsWith;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Photos of houses. */
@Tag(name = "Houses")
@RestController
class PhotoController {
  /** Sizes in which a photo can be had. */
  enum Size {
    FULL,
    THUMBNAIL
  }

  private final Photos photos;
  private final PhotoUploads uploads;

  PhotoController(Photos photos, PhotoUploads uploads) {
    this.photos = photos;
    this.uploads = uploads;
  }

  @Operation(
      summary = "Adds a photo to a house",
      description =
          "JPEG or PNG, 8 MB and 50 million pixels at most. Kept as a JPEG of 2,048 pixels at most,"
              + " without place, time or anything else that the camera wrote.",
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
  @PostMapping(path = "/api/houses/{id}/photos", produces = "application/json")
  ResponseEntity<StoredPhoto> add(
      @PathVariable long id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    photos.requireHouse(id);
    StoredPhoto stored =
        uploads.take(request, sent -> photos.add(id, key, sent.digest(), sent.picture()));
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .header("Location", "/api/photos/" + stored.id())
        .body(stored);
  }

  @Operation(summary = "A photo of a house")
  @GetMapping(path = "/api/photos/{id}", produces = MediaType.IMAGE_JPEG_VALUE)
  ResponseEntity<byte[]> photo(
      @PathVariable long id, @RequestParam(defaultValue = "FULL") Size size) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Disposition", "inline")
        .contentType(MediaType.IMAGE_JPEG)
        .body(photos.get(id, size == Size.THUMBNAIL));
  }

  @Operation(summary = "Removes a photo for good")
  @DeleteMapping("/api/photos/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable long id) {
    photos.remove(id);
  }
}
