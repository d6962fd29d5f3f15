package org.gridmap.backend.house.photo;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.house.photo.Photos.StoredPhoto;
import org.gridmap.backend.web.FailsWith;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
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
  static final int MOST_BYTES = 8 << 20;

  /** Sizes in which a photo can be had. */
  enum Size {
    FULL,
    THUMBNAIL
  }

  private final Photos photos;
  private final PhotoEncoder pictures;

  /** Accounts whose photo is being read: decoding is the most expensive work of this server. */
  private final Set<Long> working = ConcurrentHashMap.newKeySet();

  PhotoController(Photos photos, PhotoEncoder pictures) {
    this.photos = photos;
    this.pictures = pictures;
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
    long account = CurrentUser.get().accountId();
    if (!working.add(account)) {
      throw ProblemException.retryAfter(
          Duration.ofSeconds(2),
          AccessProblems.RATE_LIMITED,
          "One photo after the other: the one before is still being read.",
          Map.of());
    }
    try {
      return store(id, key, request);
    } finally {
      working.remove(account);
    }
  }

  private ResponseEntity<StoredPhoto> store(
      long id, @Nullable String key, HttpServletRequest request) throws IOException {
    byte[] file = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (file.length > MOST_BYTES) {
      throw new ProblemException(WebProblems.PAYLOAD_TOO_LARGE, "A photo has 8 MB at most.");
    }
    StoredPhoto stored = photos.add(id, key, digest(file), pictures.make(file));
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

  private static String digest(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
