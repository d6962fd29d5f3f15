package org.gridmap.backend.finder.lookup;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditOutcome;
import org.gridmap.backend.register.Masking;
import org.gridmap.backend.register.NameReadings;
import org.gridmap.backend.register.PhoneBook;
import org.gridmap.backend.register.RegisterCodes;
import org.gridmap.backend.register.Residents;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SingleColumn;
import org.gridmap.backend.sql.Snapshots;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Finds residents in the scope of the caller; children are not found.
 *
 * <p>What the mask shows may be searched for freely: the first character of a name or its pinyin, a
 * room, a house, four digits that a masked phone ends in. More of a name, or a whole phone, is a
 * look-up: it is counted, whatever comes of it. Nothing else is compared with a phone.
 *
 * <p>The database compares names only after its policies have kept the rows of the scope, so no
 * index over names can serve: what a search costs grows with the scope and not with the town.
 */
@Service
class ResidentSearch {
  private static final int DECADE = 10;

  /**
   * What given names without a family name are about, whichever they are: each might be anybody's,
   * so that trying out one after the other is the same as within one family name.
   */
  private static final String WITHOUT_FAMILY_NAME = "without a family name";

  private static final SqlFile FOUND = SqlFile.of(ResidentSearch.class, "residents-found.sql");

  private final JdbcClient jdbc;
  private final Snapshots snapshots;
  private final PhoneBook phones;
  private final LookupLog log;
  private final AuditLog audit;

  ResidentSearch(
      JdbcClient jdbc, Snapshots snapshots, PhoneBook phones, LookupLog log, AuditLog audit) {
    this.jdbc = jdbc;
    this.snapshots = snapshots;
    this.phones = phones;
    this.log = log;
    this.audit = audit;
  }

  /**
   * @param id number of the grid
   * @param code its code
   * @param name its name
   */
  record HitGrid(long id, String code, String name) {}

  /**
   * @param id number of the resident
   * @param name masked
   * @param sex FEMALE, MALE or UNKNOWN
   * @param birthDecade first year of the decade of birth; null if unknown
   * @param relation to the head of the household
   * @param room flat or room, may be empty
   * @param houseId the house; null for somebody without one
   * @param houseNumber its number, may be empty
   * @param address its address, may be empty
   * @param grid the leaf grid in force; null without a house
   * @param point longitude and latitude of the door; null without a house
   */
  record ResidentHit(
      long id,
      String name,
      @Schema(implementation = RegisterCodes.Sex.class) String sex,
      @Nullable Integer birthDecade,
      @Schema(implementation = RegisterCodes.Relation.class) String relation,
      String room,
      @Nullable Long houseId,
      String houseNumber,
      String address,
      @Nullable HitGrid grid,
      @Nullable List<Double> point) {}

  /**
   * @param items those named exactly so first
   * @param kind surname, place, name or phone: what was matched
   * @param lookup whether it was counted as a look-up
   * @param lookupsLeft how many the account has left for now
   * @param lookupsPerDay how many it has in 24 hours
   */
  record ResidentsFound(
      List<ResidentHit> items,
      SearchText.QueryKind kind,
      boolean lookup,
      int lookupsLeft,
      int lookupsPerDay) {}

  private record FoundResident(
      long id,
      String name,
      String sex,
      @Nullable Integer birthYear,
      String relation,
      @Nullable String room,
      @Nullable Long houseId,
      @Nullable String number,
      @Nullable String address,
      @Nullable List<Double> point,
      @Nullable Long gridId,
      @Nullable String code,
      @Nullable String gridName,
      boolean whole) {
    ResidentHit toHit() {
      return new ResidentHit(
          id,
          Masking.name(name),
          sex,
          birthYear == null ? null : birthYear - birthYear % DECADE,
          relation,
          Objects.requireNonNullElse(room, ""),
          houseId,
          Objects.requireNonNullElse(number, ""),
          Objects.requireNonNullElse(address, ""),
          gridId == null || code == null || gridName == null
              ? null
              : new HitGrid(gridId, code, gridName),
          point);
    }
  }

  private static final RowMapper<FoundResident> FOUND_RESIDENT =
      new RecordRowMapper<>(FoundResident.class);

  private record Met(ResidentHit hit, boolean whole) {}

  /**
   * @param limit most people in the answer
   * @throws org.gridmap.backend.web.ProblemException rate-limited for a look-up beyond the budget,
   *     or for one too many about somebody
   */
  ResidentsFound find(String typed, int limit) {
    SearchText text = SearchText.of(typed);
    List<Met> met = List.of();
    if (!text.isEmpty()) {
      met = text.kind().isLookUp() ? lookUp(text, limit) : list(text, limit);
      // Whoever searches looks at people: the audit knows of it before the answer, the words stay
      // here.
      audit.record(
          new AuditEvent(
              AuditAction.SEARCH,
              null,
              null,
              null,
              AuditOutcome.DONE,
              Map.of("kind", text.kind().word(), "count", Integer.toString(met.size()))));
    }
    return new ResidentsFound(
        met.stream().map(Met::hit).toList(),
        text.kind(),
        text.kind().isLookUp(),
        log.left(),
        log.perDay());
  }

  private List<Met> lookUp(SearchText text, int limit) {
    String guess = text.guess();
    List<String> beginnings =
        IntStream.rangeClosed(1, guess.codePointCount(0, guess.length()))
            .mapToObj(n -> guess.substring(0, guess.offsetByCodePoints(0, n)))
            .toList();
    List<String> shown = new ArrayList<>(text.shown());
    if (text.kind() == SearchText.QueryKind.NAME
        && !text.isPinyin()
        && !beginsLikeAName(text.name())) {
      shown.add(WITHOUT_FAMILY_NAME);
    }
    LookupLog.Admission admission = log.admit(text.kind().name(), beginnings, shown);
    if (admission.refusal() != null) {
      throw admission.refusal();
    }
    List<Met> met = list(text, limit);
    log.met(
        admission,
        met.stream().anyMatch(Met::whole),
        met.stream().map(one -> one.hit().id()).toList());
    return met;
  }

  /** Whether a text begins as somebody's name in the scope does, which anybody may see there. */
  private boolean beginsLikeAName(String text) {
    String first = text.substring(0, text.offsetByCodePoints(0, 1));
    return snapshots.read(
        () -> firstsInScope().stream().anyMatch(one -> NameReadings.plain(one).equals(first)));
  }

  private List<String> firstsInScope() {
    return jdbc.sql("SELECT DISTINCT left(name, 1) FROM person.resident WHERE removed_at IS NULL")
        .query(SingleColumn::text)
        .list();
  }

  private List<Met> list(SearchText text, int limit) {
    return snapshots.read(() -> {
      boolean name = text.kind() == SearchText.QueryKind.NAME;
      boolean phone = text.kind() == SearchText.QueryKind.PHONE;
      String tail = text.tail();
      return FOUND
          .on(jdbc)
          .param(
              "firsts",
              text.kind() == SearchText.QueryKind.SURNAME ? firsts(text) : null,
              java.sql.Types.ARRAY)
          // A name may be met in its middle, pinyin only from its beginning: "an" is in half of all
          // names.
          .param(
              "pattern",
              name ? (text.isPinyin() ? "\n" : "") + text.name() : null,
              java.sql.Types.VARCHAR)
          .param("exact", name ? "\n" + text.name() + "\n" : null, java.sql.Types.VARCHAR)
          .param(
              "residents",
              phone ? phones.listByNumber(text.phone()).toArray(Long[]::new) : null,
              java.sql.Types.ARRAY)
          .param("places", text.places().toArray(String[]::new))
          .param("tail", tail)
          .param(
              "tails",
              (tail.isEmpty() ? List.<Long>of() : phones.listByShownTail(tail))
                  .toArray(Long[]::new))
          .param("children", Residents.thisYear() - 14)
          .param("limit", limit)
          .query(FOUND_RESIDENT)
          .list()
          .stream()
          .map(found -> new Met(found.toHit(), phone || found.whole()))
          .toList();
    });
  }

  /** First characters of names in the scope that the text is, or whose pinyin it begins. */
  private String[] firsts(SearchText text) {
    List<String> firsts = new ArrayList<>();
    for (String first : firstsInScope()) {
      if (NameReadings.plain(first).equals(text.name())
          || (text.isPinyin()
              && NameReadings.firstReadings(first).stream()
                  .anyMatch(reading -> reading.startsWith(text.name())))) {
        firsts.add(first);
      }
    }
    return firsts.toArray(String[]::new);
  }
}
