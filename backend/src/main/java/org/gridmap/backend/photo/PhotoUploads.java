package org.gridmap.backend.photo;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gridmap.backend.access.AccessProblems;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;

/** Takes the photos that accounts send, of each account one after the other. */
@Component
public class PhotoUploads {
  public static final int MOST_BYTES = 8 << 20;

  private final PhotoEncoder pictures;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Accounts whose photo is being read: decoding is the most expensive work of this server. */
  private final Set<Long> working = ConcurrentHashMap.newKeySet();

  /** Forms of programs, each of which sends for many people, are read one after the other. */
  private final Semaphore forms = new Semaphore(1, true);

  PhotoUploads(PhotoEncoder pictures) {
    this.pictures = pictures;
  }

  /**
   * A photo that was sent.
   *
   * @param digest of the file as it came, by which a repeated request is known
   * @param picture what is kept of it
   */
  public record SentPhoto(String digest, PhotoEncoder.Picture picture) {}

  /**
   * Reads the photo in the body of a request and hands it on.
   *
   * @param store what is done with it, while the account's next one waits
   * @throws ProblemException rate-limited while another one of the account is being read;
   *     payload-too-large, unsupported-media-type, validation-failed as {@link PhotoEncoder#make}
   */
  public <T> T take(HttpServletRequest request, Function<SentPhoto, T> store) throws IOException {
    return alone(() -> store.apply(read(request.getInputStream())));
  }

  /**
   * As {@link #take}, for photos that came as files of a form.
   *
   * @param files the photos; without any the account need not wait
   */
  public <T> T takeAll(List<? extends InputStreamSource> files, Function<List<SentPhoto>, T> store)
      throws IOException {
    if (files.isEmpty()) {
      return store.apply(List.of());
    }
    return inTurn(() -> {
      List<SentPhoto> photos = new ArrayList<>();
      for (InputStreamSource file : files) {
        try (InputStream in = file.getInputStream()) {
          photos.add(read(in));
        }
      }
      return store.apply(photos);
    });
  }

  /** What is done with photos. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T inTurn(Work<T> work) throws IOException {
    try {
      if (!forms.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return alone(work);
    } finally {
      forms.release();
    }
  }

  private static ProblemException busy() {
    return ProblemException.retryAfter(
        Duration.ofSeconds(2),
        AccessProblems.RATE_LIMITED,
        "One photo after the other: the one before is still being read.",
        Map.of());
  }

  private <T> T alone(Work<T> work) throws IOException {
    long account = CurrentUser.get().accountId();
    if (!working.add(account)) {
      throw busy();
    }
    try {
      return work.run();
    } finally {
      working.remove(account);
    }
  }

  private SentPhoto read(InputStream in) throws IOException {
    byte[] file = in.readNBytes(MOST_BYTES + 1);
    if (file.length > MOST_BYTES) {
      throw new ProblemException(WebProblems.PAYLOAD_TOO_LARGE, "A photo has 8 MB at most.");
    }
    return new SentPhoto(digest(file), pictures.make(file));
  }

  private static String digest(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
