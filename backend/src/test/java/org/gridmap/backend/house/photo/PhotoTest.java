package org.gridmap.backend.house.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.gridmap.backend.CapabilityTest;
import org.gridmap.backend.Client.Answer;
import org.gridmap.backend.photo.PhotoUploads;
import org.gridmap.backend.place.Town;
import org.gridmap.backend.sql.MapPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@CapabilityTest({"house", "identity"})
@Import(Town.SignIn.class)
class PhotoTest {
  private static final String PLACE = "N24-47-12 E118-33-40 CAMERA-OF-WANG";

  @Autowired private JdbcClient jdbc;
  @Autowired @MapPool private JdbcClient map;
  @Autowired private Environment environment;
  private Town town;

  @BeforeEach
  void read() {
    town = new Town(jdbc, environment);
  }

  @Test
  void a_photo_is_stored_upright_and_without_what_the_camera_wrote() throws IOException {
    byte[] sent = withExif(picture(3000, 1500, "jpeg"), 6);
    assertThat(text(sent)).contains("Exif", PLACE);
    Answer added = add(town.officer, town.westHouse(), sent);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.json().get("width").asInt()).isEqualTo(1024);
    assertThat(added.json().get("height").asInt()).isEqualTo(2048);

    String path = "/api/photos/" + added.json().get("id").asLong();
    Answer photo = town.get(town.officer, path);
    assertThat(photo.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(photo.header("Cache-Control")).isEqualTo("no-store");
    assertThat(photo.header("X-Content-Type-Options")).isEqualTo("nosniff");
    byte[] stored = photo.response().body();
    assertThat(text(stored)).doesNotContain("Exif", "CAMERA", "N24", "ICC_PROFILE");
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(stored));
    assertThat(shown.getWidth()).isEqualTo(1024);
    // The red corner, top left as it was sent, is top right when the picture stands.
    assertThat(new Color(shown.getRGB(1000, 20)).getRed()).isGreaterThan(200);
    assertThat(new Color(shown.getRGB(20, 20)).getRed()).isLessThan(100);

    byte[] small = town.get(town.officer, path + "?size=THUMBNAIL").response().body();
    assertThat(ImageIO.read(new ByteArrayInputStream(small)).getHeight()).isEqualTo(320);
  }

  @Test
  void photos_are_seen_within_the_scope_only_and_outside_never_existed() throws IOException {
    long house = town.westHouse() + 3;
    long id = add(town.lead, house, picture(40, 30, "png")).json().get("id").asLong();
    String card = "/api/houses/" + house;
    assertThat(town.get(town.officer, card).json().get("photos").get(0).get("id").asLong())
        .isEqualTo(id);
    assertThat(town.get(town.eastLead, card).json().get("photos").size()).isZero();
    assertThat(town.get(town.planner, card).json().get("photos").size()).isZero();
    assertThat(town.get(town.token(town.officer), card).json().get("photos").size()).isZero();
    assertThat(town.get(town.planner, "/api/photos/" + id).status()).isEqualTo(403);

    for (String method : List.of("GET", "DELETE")) {
      Answer outside = town.send(town.eastLead, method, "/api/photos/" + id, null);
      Answer never = town.send(town.eastLead, method, "/api/photos/987654321", null);
      assertThat(outside.status()).isEqualTo(404);
      assertThat(outside.response().body()).isEqualTo(never.response().body());
    }
    assertThat(add(town.eastLead, house, picture(40, 30, "png")).status()).isEqualTo(404);
    assertThat(town.send(town.lead, "DELETE", "/api/photos/" + id, null).status()).isEqualTo(204);
    assertThat(town.get(town.officer, card).json().get("photos").size()).isZero();
    assertThat(
            map.sql("SELECT has_schema_privilege('person', 'USAGE')").query(Boolean.class).single())
        .isFalse();
  }

  @Test
  void a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() throws IOException {
    byte[] bomb = picture(8, 8, "png");
    ByteBuffer header = ByteBuffer.wrap(bomb);
    header.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(bomb, 12, 17);
    header.putInt(29, (int) crc.getValue());
    Answer refused = add(town.officer, town.westHouse(), bomb);
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.json().get("detail").asString()).contains("50 million pixels");
    assertThat(add(town.officer, town.westHouse(), new byte[PhotoUploads.MOST_BYTES + 1]).status())
        .isEqualTo(413);
  }

  @Test
  void a_file_is_known_by_its_bytes_and_what_is_no_photo_is_refused_by_name() throws IOException {
    byte[] webp = Arrays.copyOf("RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII), 200);
    Answer refused = add(town.officer, town.westHouse(), webp);
    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.json().get("detail").asString()).startsWith("WEBP");
    byte[] page =
        "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(StandardCharsets.UTF_8);
    assertThat(add(town.officer, town.westHouse(), page).json().get("detail").asString())
        .startsWith("SVG");
    byte[] torn = Arrays.copyOf(picture(400, 300, "png"), 60);
    assertThat(add(town.officer, town.westHouse(), torn).status()).isEqualTo(422);
  }

  @Test
  void an_account_has_one_photo_read_at_a_time() throws Exception {
    byte[] large = picture(4_000, 4_000, "png");
    List<Callable<Integer>> many =
        Collections.nCopies(6, () -> add(town.officer, town.westHouse() + 5, large).status());
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Integer> one : threads.invokeAll(many)) {
        statuses.add(one.get());
      }
    }
    assertThat(statuses).isSubsetOf(201, 429).contains(201, 429);
    assertThat(add(town.officer, town.westHouse() + 5, picture(40, 30, "png")).status())
        .isEqualTo(201);
  }

  @Test
  void one_key_stores_one_photo() throws IOException {
    long house = town.westHouse() + 4;
    byte[] picture = picture(50, 50, "jpeg");
    Answer first =
        town.send(
            town.lead,
            "POST",
            "/api/houses/" + house + "/photos",
            picture,
            "Idempotency-Key",
            "photo-00001");
    Answer second =
        town.send(
            town.lead,
            "POST",
            "/api/houses/" + house + "/photos",
            picture,
            "Idempotency-Key",
            "photo-00001");
    assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
  }

  private Answer add(org.gridmap.backend.access.Caller caller, long house, byte[] file) {
    return town.send(caller, "POST", "/api/houses/" + house + "/photos", file);
  }

  /** Blue with a red corner, top left. */
  private static byte[] picture(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 10, height / 10);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  /** A camera's segment with an orientation and a text that says where it was. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] note = PLACE.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer exif = ByteBuffer.allocate(4 + 6 + 8 + 2 + 24 + 4 + note.length);
    exif.putShort((short) 0xFFE1).putShort((short) (exif.capacity() - 2));
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8);
    exif.putShort((short) 2);
    exif.putShort((short) 0x010E).putShort((short) 2).putInt(note.length).putInt(38);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0);
    exif.putInt(0).put(note);
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + exif.capacity());
    all.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2);
    return all.array();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
