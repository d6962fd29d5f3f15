package org.gridmap.backend.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PhotoEncoderTest {
  @Test
  void a_small_file_of_a_large_picture_is_decoded_near_the_size_that_is_kept() throws IOException {
    byte[] large = picture(7_000);
    assertThat(large.length).isLessThan(500_000);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long before = clock.getCurrentThreadCpuTime();
    PhotoEncoder.Picture made = new PhotoEncoder().make(large);
    assertThat(made.width()).isEqualTo(2_048);
    // Was ten seconds.
    assertThat(clock.getCurrentThreadCpuTime() - before)
        .isLessThan(Duration.ofSeconds(4).toNanos());
  }

  /** A PNG of one colour with a corner of another. */
  private static byte[] picture(int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, side, side);
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, side / 10, side / 10);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
