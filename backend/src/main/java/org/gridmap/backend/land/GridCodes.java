package org.gridmap.backend.land;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gridmap.backend.land.GridsInForce.GridInForce;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.gridmap.geodata.code.AdministrativeCodes;
import org.gridmap.geodata.code.Gb15;
import org.gridmap.geodata.code.GridCodeException;
import org.gridmap.geodata.code.GridCodeScheme;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives codes to grids. A code that any plan or division of the database ever gave is never given
 * to another grid.
 */
@Service
public class GridCodes {
  private static final String RESERVE =
      """
      INSERT INTO given_code (code, plan_id) VALUES (:code, :plan)
      ON CONFLICT (code) DO UPDATE SET plan_id = given_code.plan_id WHERE given_code.plan_id = :plan
      """;

  /** Code of a county, a town or a village. */
  private static final Pattern OFFICIAL = Pattern.compile("[0-9]{6}|[0-9]{9}|[0-9]{12}");

  private static final Pattern OWN_MAKING = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");

  private final JdbcClient jdbc;
  private final GridsInForce grids;
  private final GridCodeScheme scheme = new Gb15(AdministrativeCodes.shipped());

  GridCodes(JdbcClient jdbc, GridsInForce grids) {
    this.jdbc = jdbc;
    this.grids = grids;
  }

  /**
   * Keeps codes for the grids of a plan, in the caller's transaction. A code that the same plan
   * reserved before, also for a grid that it took back since, is still its own. Pass only codes
   * that no grid of the plan bears at present: those that it began with belong to the division
   * before it.
   *
   * @param outlines where the grid with a code lies in the plan
   * @throws ProblemException {@code code-taken} naming the codes that another plan or division
   *     gave, and their places in this one
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reserve(Set<String> codes, long planId, Function<String, MultiPolygon> outlines) {
    Set<String> taken = new TreeSet<>();
    // In one order for everybody: two plans that want the same codes wait and do not deadlock.
    for (String code : new TreeSet<>(codes)) {
      if (jdbc.sql(RESERVE).param("code", code).param("plan", planId).update() == 0) {
        taken.add(code);
      }
    }
    if (!taken.isEmpty()) {
      throw taken(taken, outlines);
    }
  }

  /** Which of some codes another plan, or a division, was given. */
  @Transactional(readOnly = true)
  public Set<String> listTaken(Set<String> codes, long planId) {
    return new TreeSet<>(
        jdbc.sql("SELECT code FROM given_code WHERE code = ANY (?) AND plan_id IS DISTINCT FROM ?")
            .params(codes.toArray(String[]::new), planId)
            .query(String.class)
            .list());
  }

  /** {@code code-taken} for codes that another plan or division was given, with their places. */
  public ProblemException taken(Set<String> codes, Function<String, MultiPolygon> outlines) {
    return LineageProblems.taken(
        "Given before, in this plan's division or in another one: "
            + String.join(", ", codes)
            + ".",
        codes,
        outlines);
  }

  /**
   * Codes for new grids of a village that nobody has, from west to east and north to south. They
   * are not reserved: whoever reserves first has them.
   *
   * @param village code of the village
   * @param role decides the range of numbers
   * @param places one point inside each grid, longitude and latitude
   * @param borne codes that are not free either, such as those that a plan uses while it is drawn
   * @return one code for each place, in the order of the places
   * @throws ProblemException {@code validation-failed} if the village is no code of the scheme or
   *     its numbers are used up; the caller's transaction goes on
   */
  @Transactional(readOnly = true, noRollbackFor = ProblemException.class)
  public List<String> propose(
      String village, GridCodeScheme.Role role, List<Coordinate> places, Set<String> borne) {
    Set<String> taken =
        new HashSet<>(
            jdbc.sql("SELECT code FROM given_code WHERE starts_with(code, ?)")
                .param(village)
                .query(String.class)
                .list());
    taken.addAll(borne);
    return number(village, role, places, taken);
  }

  /**
   * The same, with everything that is not free told by the caller.
   *
   * @throws ProblemException as {@link #propose}
   */
  public List<String> number(
      String village, GridCodeScheme.Role role, List<Coordinate> places, Set<String> taken) {
    try {
      return scheme.number(village, role, places, taken);
    } catch (GridCodeException e) {
      throw new ProblemException(WebProblems.VALIDATION_FAILED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Codes that were given before to grids other than those of a draft which an import of the same
   * source replaces: the grids of that draft are the import's own.
   *
   * @param prefix with which they begin
   * @param source of the import
   */
  @Transactional(readOnly = true)
  public Set<String> listGivenElsewhere(String prefix, String source) {
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT c.code FROM given_code c
                WHERE starts_with(c.code, :prefix) AND NOT coalesce(c.plan_id IS NULL AND (
                  SELECT bool_and(d.source = :source AND d.status = 'DRAFT')
                  FROM grid g JOIN division d ON d.id = g.division_id WHERE g.code = c.code), false)
                """)
            .param("prefix", prefix)
            .param("source", source)
            .query(String.class)
            .list());
  }

  /**
   * Whether a code is one of a county, a town or a village; the grids of such an area have codes of
   * the scheme.
   */
  public static boolean isOfficial(String code) {
    return OFFICIAL.matcher(code).matches();
  }

  /** Whether a text can be a code in an area that makes its own: plain letters and digits. */
  public static boolean isOwnMaking(String code) {
    return OWN_MAKING.matcher(code).matches()
        && Normalizer.isNormalized(code, Normalizer.Form.NFKC);
  }

  /** Why a text is no code of the scheme, in one sentence; empty if it is one. */
  public Optional<String> fault(String code) {
    return scheme.fault(code);
  }

  /**
   * The grids in force that a code means today, by code: the one that bears it, else those that
   * replaced it; none if there are none any more, or never were.
   */
  @Transactional(readOnly = true)
  public List<GridInForce> resolve(String code) {
    return grids.listByCode(code);
  }
}
