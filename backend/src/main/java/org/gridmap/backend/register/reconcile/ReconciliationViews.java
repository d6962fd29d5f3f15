package org.gridmap.backend.register.reconcile;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the check of the register answers. */
final class ReconciliationViews {
  private ReconciliationViews() {}

  /** What a line of the sums is of. */
  enum SumLevel {
    VILLAGE,
    GRID,
    HOUSE
  }

  /** What makes two records seem to be of one person. */
  enum DoubleGround {
    ID_NUMBER,
    PHONE_NAME_YEAR
  }

  /**
   * One line of the sums.
   *
   * @param level what it is of
   * @param id number of the grid or house
   * @param name its name or number
   * @param households households
   * @param registered 户籍, moved out or not
   * @param permanent 常住
   * @param floating 流动
   * @param atHome 在家
   * @param away 流出
   * @param movedOut 迁出
   * @param total everybody on the register
   * @param declared residents that the source of the houses declares, where it does
   * @param difference declared minus those on the register who have not moved out, over the houses
   *     that declare something
   * @param explanation in words, empty if everything adds up
   */
  record Sum(
      SumLevel level,
      long id,
      String name,
      long households,
      long registered,
      long permanent,
      long floating,
      long atHome,
      long away,
      long movedOut,
      long total,
      @Nullable Long declared,
      long difference,
      String explanation) {}

  /** What is wrong with a row. */
  @Schema(name = "BreakingKind")
  enum MismatchKind {
    HOUSE_DIFFERS,
    LEDGER_SUM,
    EMPTY_HOUSEHOLD,
    NO_HEAD,
    SEVERAL_HEADS,
    HEAD_MOVED_OUT,
    REGISTRATION_UNKNOWN,
    PRESENCE_UNKNOWN,
    REGISTERED_MOVED_OUT
  }

  /**
   * A row that breaks a sum.
   *
   * @param kind what is wrong
   * @param houseId the house
   * @param householdId the household, if it is about one
   * @param residentId the person, if it is about one who is no child
   * @param detail in words
   */
  record Breaking(
      MismatchKind kind,
      long houseId,
      @Nullable Long householdId,
      @Nullable Long residentId,
      String detail) {}

  /**
   * Somebody without a house.
   *
   * @param residentId the person; null for a child
   * @param householdId the household
   * @param name masked
   */
  record Unhoused(@Nullable Long residentId, long householdId, String name) {}

  /**
   * One record of a pair.
   *
   * @param residentId the person
   * @param name masked
   * @param houseId the house; null without one
   */
  record DoubleRecord(long residentId, String name, @Nullable Long houseId) {}

  /**
   * Two records of what seems to be one person.
   *
   * @param ground what is the same in both
   * @param first the older record
   * @param second the newer one
   */
  record DoubleRegistration(DoubleGround ground, DoubleRecord first, DoubleRecord second) {}

  /**
   * @param sums the grid, the grids in it, and houses: all of a leaf grid, else those that differ
   * @param breaking the rows that break the sums
   * @param withoutHouse people of the village without a house; for whole villages only
   * @param doubles pairs that both lie in the scope of the reader
   */
  record Reconciliation(
      List<Sum> sums,
      List<Breaking> breaking,
      List<Unhoused> withoutHouse,
      List<DoubleRegistration> doubles) {}

  /**
   * @param field name of the field
   * @param filled how many have it
   * @param of how many should
   * @param weight how much it counts
   */
  record FieldScore(String field, long filled, long of, int weight) {}

  /**
   * @param houseId number of the house
   * @param number its number
   * @param score 0 to 100
   */
  record HouseScore(long houseId, String number, int score) {}

  /**
   * @param score 0 to 100, 100 where nothing is missing
   * @param fields each field
   * @param houses the worst first
   */
  record Completeness(int score, List<FieldScore> fields, List<HouseScore> houses) {}
}
