package org.gridmap.backend.photo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.springframework.stereotype.Component;

/**
 * Makes a new JPEG of a picture that somebody sent: upright, 2,048 pixels at most,
 * and without anything but pixels. What the picture would cost is known before it is decoded.
 */
@Component
public class PhotoEncoder {
  static final int LONGEST_SIDE = 2048;
  static final int THUMBNAIL_SIDE = 320;

  /** More than any phone takes by itself. */
  static final long MOST_PIXELS = 50_000_000;

  /** Cameras write one pass or ten. */
  private static final int MOST_SCANS = 64;

  private static final int MOST_AT_A_TIME = 2;
  private static final float QUALITY = 0.85f;

  private final Semaphore turns = new Semaphore(MOST_AT_A_TIME);

  /**
   * A picture as it is stored.
   *
   * @param jpeg the picture
   * @param thumbnail the same, {@value #THUMBNAIL_SIDE} pixels at most
   * @param width pixels of the picture
   * @param height pixels of the picture
   */
  public record Picture(byte[] jpeg, byte[] thumbnail, int width, int height) {}

  /**
   * Makes the picture.
   *
   * @throws ProblemException unsupported-media-type for anything but JPEG and PNG, by what the file
   *     holds; payload-too-large for too many pixels; validation-failed if it cannot be read
   */
  public Picture make(byte[] file) {
    ImageFormat format = ImageFormat.of(file);
    if (!format.accepted()) {
      throw new ProblemException(
          WebProblems.UNSUPPORTED_MEDIA_TYPE,
          format.name() + " is not taken as a photo. Send it as JPEG or PNG.");
    }
    turns.acquireUninterruptibly();
    try {
      BufferedImage picture = upright(read(file, format), format.orientation(file));
      BufferedImage stored = fit(picture, LONGEST_SIDE);
      return new Picture(
          encode(stored),
          encode(fit(stored, THUMBNAIL_SIDE)),
          stored.getWidth(),
          stored.getHeight());
    } finally {
      turns.release();
    }
  }

  private static BufferedImage read(byte[] file, ImageFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    ImageReader reader = readers.next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      // Texts and profiles in a PNG may be packed a thousandfold; nobody looks at them.
      reader.setInput(in, true, true);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      if (width * height > MOST_PIXELS) {
        throw new ProblemException(
            WebProblems.PAYLOAD_TOO_LARGE, "A photo has 50 million pixels at most.");
      }
      if (format == ImageFormat.JPEG && JpegScans.count(file) > MOST_SCANS) {
        throw unreadable();
      }
      ImageReadParam how = reader.getDefaultReadParam();
      // Decoded near the size that is kept: a small file may hold a very large picture. What a
      // camera takes may cost twice that, for the sake of its fine lines.
      long kept = format == ImageFormat.JPEG ? 2L * LONGEST_SIDE : LONGEST_SIDE;
      int step = (int) Math.max(1, Math.max(width, height) / kept);
      how.setSourceSubsampling(step, step, 0, 0);
      return reader.read(0, how);
    } catch (ProblemException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // A decoder may throw anything at a malformed file; all of it is the client's error.
      throw unreadable();
    } finally {
      reader.dispose();
    }
  }

  private static ProblemException unreadable() {
    return new ProblemException(
        WebProblems.VALIDATION_FAILED,
        "The photo cannot be read: it is damaged, or its colours are made for a press.");
  }

  /** Turns and mirrors a picture so that it needs no orientation. */
  private static BufferedImage upright(BufferedImage picture, int orientation) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    boolean lying = orientation >= 5;
    BufferedImage turned =
        new BufferedImage(
            lying ? height : width, lying ? width : height, BufferedImage.TYPE_INT_RGB);
    AffineTransform how =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
          default -> new AffineTransform();
        };
    Graphics2D graphics = turned.createGraphics();
    // Transparent pixels become white: JPEG has no transparency.
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, turned.getWidth(), turned.getHeight());
    graphics.drawImage(picture, how, null);
    graphics.dispose();
    return turned;
  }

  /** Halves a picture until one last step of less than a half fits it into a square. */
  private static BufferedImage fit(BufferedImage picture, int side) {
    BufferedImage fitted = picture;
    int longest = Math.max(picture.getWidth(), picture.getHeight());
    while (longest > side) {
      double scale = Math.max(0.5, (double) side / longest);
      int width = Math.max(1, (int) Math.round(fitted.getWidth() * scale));
      int height = Math.max(1, (int) Math.round(fitted.getHeight() * scale));
      BufferedImage smaller = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = smaller.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(fitted, 0, 0, width, height, null);
      graphics.dispose();
      fitted = smaller;
      longest = Math.max(width, height);
    }
    return fitted;
  }

  private static byte[] encode(BufferedImage picture) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(picture, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
