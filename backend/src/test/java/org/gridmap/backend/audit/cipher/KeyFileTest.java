package org.gridmap.backend.audit.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path home;

  @Test
  void keys_come_back_as_they_were_written() throws IOException {
    KeySet keys =
        KeySet.first(SealingKey.make(1, Instant.EPOCH))
            .with(SealingKey.make(2, Instant.EPOCH))
            .changed(1, key -> key.retiredAt(Instant.EPOCH));
    KeyFile.in(home).write(keys);
    KeySet read = KeyFile.in(home).find().orElseThrow();
    assertThat(read.active()).isEqualTo(2);
    assertThat(secrets(read)).isEqualTo(secrets(keys));
    assertThat(read.all().get(1).retired()).isEqualTo(Instant.EPOCH);
    assertThat(read.listOlder()).isEmpty();
  }

  @Test
  void only_the_owner_reads_the_file_and_nothing_else_stays_behind() throws IOException {
    KeyFile.in(home).write(KeySet.first(SealingKey.make(1, Instant.EPOCH)));
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve("keys.properties"));
    }
    assertThat(Files.getPosixFilePermissions(home.resolve("keys.properties")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_file_cut_anywhere_is_refused_and_never_taken_for_a_smaller_ring() throws IOException {
    KeyFile file = KeyFile.in(home);
    file.write(
        KeySet.first(SealingKey.make(1, Instant.EPOCH)).with(SealingKey.make(2, Instant.EPOCH)));
    String whole = Files.readString(file.path());
    int said = 0;
    for (int length = 0; length < whole.stripTrailing().length(); length++) {
      Files.writeString(file.path(), whole.substring(0, length));
      try {
        KeySet found = file.find().orElseThrow();
        // Only a time stamp without its last digits still reads; every key is there then.
        assertThat(found.all()).hasSize(2);
        assertThat(found.active()).isEqualTo(2);
      } catch (KeyRingException e) {
        said++;
        assertThat(e).hasMessageContaining("damaged").hasNoCause();
      }
    }
    assertThat(said).isGreaterThan(whole.length() / 2);
  }

  @Test
  void a_key_never_prints_itself() {
    SealingKey key = SealingKey.make(3, Instant.EPOCH);
    assertThat(key.toString()).isEqualTo("key version 3");
    assertThat(KeySet.first(key).toString())
        .doesNotContain(java.util.HexFormat.of().formatHex(key.secret()));
  }

  @Test
  void the_newest_key_is_the_one_that_seals() {
    SealingKey one = SealingKey.make(1, Instant.EPOCH);
    assertThatThrownBy(() -> KeySet.first(one).with(SealingKey.make(2, Instant.EPOCH)).without(2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_process_killed_while_it_changes_keys_leaves_whole_keys() throws Exception {
    KeyFile file = KeyFile.in(home);
    file.write(KeySet.first(SealingKey.make(1, Instant.EPOCH)));
    byte[] first = file.find().orElseThrow().sealing().secret();
    for (int round = 0; round < 5; round++) {
      int before = file.find().orElseThrow().active();
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Rotating.class.getName(),
                  home.toString())
              .redirectErrorStream(true)
              .redirectOutput(home.resolveSibling(home.getFileName() + ".out").toFile())
              .start();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (file.find().orElseThrow().active() < before + 3 + round) {
        assertThat(process.isAlive() && System.nanoTime() < deadline).isTrue();
        Thread.sleep(1);
      }
      process.destroyForcibly().waitFor();
      KeySet left = file.find().orElseThrow();
      assertThat(left.all()).hasSize(left.active());
      assertThat(left.all().get(1).secret()).isEqualTo(first);
    }
  }

  /** Adds keys as fast as it can until it is killed. */
  static final class Rotating {
    private Rotating() {}

    public static void main(String[] arguments) {
      KeyFile file = KeyFile.in(Path.of(arguments[0]));
      while (true) {
        file.alone(() -> {
          KeySet keys = file.find().orElseThrow();
          file.write(keys.with(SealingKey.make(keys.active() + 1, Instant.EPOCH)));
          return keys;
        });
      }
    }
  }

  private static Map<Integer, String> secrets(KeySet keys) {
    Map<Integer, String> secrets = new java.util.TreeMap<>();
    keys.all()
        .forEach((version, key) ->
            secrets.put(version, java.util.HexFormat.of().formatHex(key.secret())));
    return secrets;
  }
}
