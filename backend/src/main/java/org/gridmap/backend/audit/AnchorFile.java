package org.gridmap.backend.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gridmap.backend.audit.AuditFault.FaultKind;
import org.gridmap.backend.audit.cipher.KeyedDigest;
import org.gridmap.backend.audit.cipher.KeyedDigest.DigestCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The file of anchors, {@code audit-anchors.log} in the home of the installation: signed digests of
 * the newest entry of the audit log, each line chained to the line before. Whoever can write to the
 * database but not to this folder cannot make the two agree.
 *
 * <p>A line that a killed process left unfinished counts as not written.
 */
@Component
final class AnchorFile {
  private static final String NAME = "audit-anchors.log";
  private static final int LONGEST_LINE = 512;

  private final Path file;
  private final KeyedDigest keyed;

  AnchorFile(AuditProperties properties, KeyedDigest keyed) {
    this.file = properties.home().toAbsolutePath().normalize().resolve(NAME);
    this.keyed = keyed;
  }

  /**
   * The anchors as they are on the disk.
   *
   * @param anchors those that can be trusted, in order
   * @param fault the first line that cannot, or null
   */
  record Reading(List<Anchor> anchors, @Nullable AuditFault fault) {}

  /** Reads and checks every line. */
  Reading read() throws IOException {
    List<Anchor> anchors = new ArrayList<>();
    String before = Anchor.NO_LINE;
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      @Nullable Anchor anchor = Anchor.parse(lines.get(i)).orElse(null);
      boolean last = i == lines.size() - 1;
      if (anchor == null || !follows(anchor, anchors, before) || !isOurs(anchor, last)) {
        long trusted = anchors.isEmpty() ? 0 : anchors.getLast().entry();
        return new Reading(
            anchors,
            new AuditFault(
                trusted + 1,
                Math.max(trusted + 1, anchor == null ? 0 : anchor.entry()),
                FaultKind.ANCHORS,
                "Line "
                    + (i + 1)
                    + " of "
                    + NAME
                    + " was changed, or was not written by this installation."));
      }
      anchors.add(anchor);
      before = digest(lines.get(i));
    }
    return new Reading(anchors, null);
  }

  private static boolean follows(Anchor anchor, List<Anchor> anchors, String before) {
    return anchor.number() == anchors.size() + 1
        && anchor.line().equals(before)
        && (anchors.isEmpty() || anchors.getLast().entry() <= anchor.entry());
  }

  /** A line whose key was destroyed is vouched for by the digest of it in the line after. */
  private boolean isOurs(Anchor anchor, boolean last) {
    DigestCheck verdict = keyed.check(Anchor.PURPOSE, anchor.message(), anchor.signature());
    return verdict == DigestCheck.TRUE || (verdict == DigestCheck.KEY_GONE && !last);
  }

  private List<String> lines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('\n') + 1;
    return end == 0 ? List.of() : List.of(text.substring(0, end - 1).split("\n", -1));
  }

  /** Makes an anchor of the last entry, once what came since the last anchor was checked. */
  @FunctionalInterface
  interface Choice {
    /**
     * The entry to anchor, as its number and digest.
     *
     * @param last the newest anchor, or null if there is none
     * @return null if nothing is to be anchored
     */
    @Nullable Target choose(@Nullable Anchor last) throws Exception;
  }

  /**
   * @param entry number of an entry
   * @param hash its digest
   */
  record Target(long entry, byte[] hash) {}

  /**
   * Adds a line. No other process of this home adds one meanwhile.
   *
   * @return whether one was added
   */
  boolean append(Choice choice) throws Exception {
    // Within one process a file lock does not make threads wait, it throws.
    synchronized (AnchorFile.class) {
      Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  Set.of(
                      StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          FileLock held = channel.lock()) {
        String tail = tail(channel);
        int whole = tail.lastIndexOf('\n') + 1;
        @Nullable String lastLine =
            whole == 0 ? null : tail.substring(tail.lastIndexOf('\n', whole - 2) + 1, whole - 1);
        @Nullable Anchor last = lastLine == null ? null : Anchor.parse(lastLine).orElse(null);
        if (!held.isValid() || (lastLine != null && last == null)) {
          throw new IOException(NAME + " does not end with an anchor");
        }
        Target target = choice.choose(last);
        if (target == null) {
          return false;
        }
        String line = line(last, lastLine, target);
        channel.truncate(channel.size() - (tail.length() - whole));
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(line + "\n");
        while (bytes.hasRemaining()) {
          channel.write(bytes, channel.size());
        }
        channel.force(true);
        return true;
      }
    }
  }

  private String line(@Nullable Anchor last, @Nullable String lastLine, Target target) {
    long number = last == null ? 1 : last.number() + 1;
    String before = lastLine == null ? Anchor.NO_LINE : digest(lastLine);
    Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    byte[] message = Anchor.message(number, now, target.entry(), target.hash(), before);
    return new Anchor(
            number, now, target.entry(), target.hash(), before, keyed.of(Anchor.PURPOSE, message))
        .toString();
  }

  /** Whether the newest key signed it; after a rotation there must be a line with the new one. */
  boolean isCurrent(Anchor anchor) {
    byte[] again = keyed.of(Anchor.PURPOSE, anchor.message());
    return java.util.Arrays.equals(again, anchor.signature());
  }

  private static String tail(FileChannel channel) throws IOException {
    long start = Math.max(0, channel.size() - 2L * LONGEST_LINE);
    ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - start));
    while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) > 0) {
      continue;
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
  }

  private static String digest(String line) {
    return ChainCheck.hex(ChainCheck.sha256().digest(line.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * What the last entry of the chain was at a moment, written down outside of the database and
   * signed with a key that the database does not have. One line of a file.
   *
   * @param number place in the file, from 1
   * @param at when it was written
   * @param entry number of the last entry then
   * @param hash digest of that entry
   * @param line digest of the line before, 64 zeros for the first, as hexadecimal digits
   * @param signature keyed digest of all of that
   */
  record Anchor(long number, Instant at, long entry, byte[] hash, String line, byte[] signature) {
    static final String PURPOSE = "audit anchor";
    static final String NO_LINE = "0".repeat(64);

    private static final Pattern LINE =
        Pattern.compile(
            "([0-9]{1,18}) (\\S{10,40}) ([0-9]{1,18}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{72})");

    /** The anchor on a line; empty if it is none. */
    static Optional<Anchor> parse(String line) {
      Matcher match = LINE.matcher(line);
      if (!match.matches()) {
        return Optional.empty();
      }
      HexFormat hex = HexFormat.of();
      try {
        return Optional.of(
            new Anchor(
                Long.parseLong(match.group(1)),
                Instant.parse(match.group(2)),
                Long.parseLong(match.group(3)),
                hex.parseHex(match.group(4)),
                match.group(5),
                hex.parseHex(match.group(6))));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    /** What the signature signs. */
    static byte[] message(long number, Instant at, long entry, byte[] hash, String line) {
      return (number + " " + at + " " + entry + " " + ChainCheck.hex(hash) + " " + line)
          .getBytes(StandardCharsets.US_ASCII);
    }

    byte[] message() {
      return message(number, at, entry, hash, line);
    }

    @Override
    public String toString() {
      return new String(message(), StandardCharsets.US_ASCII) + " " + ChainCheck.hex(signature);
    }
  }
}
