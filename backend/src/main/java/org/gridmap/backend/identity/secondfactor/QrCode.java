package org.gridmap.backend.identity.secondfactor;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** Draws a text as a QR code: an SVG that stands in the page itself and needs no other file. */
final class QrCode {
  private static final int QUIET_MODULES = 4;

  private QrCode() {}

  /** The picture, one unit for each module; its size is up to the page. */
  static String svg(String text) {
    try {
      ByteMatrix modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
      int side = modules.getWidth() + 2 * QUIET_MODULES;
      StringBuilder path = new StringBuilder();
      for (int y = 0; y < modules.getHeight(); y++) {
        for (int x = 0; x < modules.getWidth(); x++) {
          int run = x;
          while (run < modules.getWidth() && modules.get(run, y) == 1) {
            run++;
          }
          if (run > x) {
            path.append('M').append(x + QUIET_MODULES).append(' ').append(y + QUIET_MODULES);
            path.append('h').append(run - x).append("v1h").append(x - run).append('z');
            x = run;
          }
        }
      }
      return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\" role=\"img\""
              .formatted(side)
          + " shape-rendering=\"crispEdges\"><rect width=\"%1$d\" height=\"%1$d\" fill=\"#fff\"/>"
              .formatted(side)
          + "<path d=\""
          + path
          + "\" fill=\"#000\"/></svg>";
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }
}
