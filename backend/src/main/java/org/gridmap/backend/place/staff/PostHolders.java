package org.gridmap.backend.place.staff;

import java.time.LocalDate;
import java.util.List;
import org.gridmap.backend.sql.RecordRowMapper;
import org.gridmap.backend.sql.SqlFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who holds the posts of a grid and of those around it today, for modules that need somebody. */
@Service
@Transactional(readOnly = true)
public class PostHolders {
  private static final SqlFile CHAIN = SqlFile.of(PostHolders.class, "post-holders.sql");
  private static final RowMapper<PostHolder> HOLDER = new RecordRowMapper<>(PostHolder.class);

  private final JdbcClient jdbc;

  PostHolders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A grid of a chain, and a post that somebody holds there.
   *
   * @param gridId the grid
   * @param gridCode its code
   * @param gridName its name
   * @param role the post; null in the one row of a grid where nobody is on duty, as is all below
   * @param assignmentId number of the assignment
   * @param staffId who holds it
   * @param name his name
   * @param phone telephone on duty, may be empty
   */
  public record PostHolder(
      long gridId,
      String gridCode,
      String gridName,
      @Nullable Duty role,
      @Nullable Long assignmentId,
      @Nullable Long staffId,
      @Nullable String name,
      @Nullable String phone) {}

  /** The grid and those around it, the smallest first, in each whoever came first to his post. */
  public List<PostHolder> listUp(long gridId) {
    return CHAIN
        .on(jdbc)
        .param("grid", gridId)
        .param("today", LocalDate.now(StaffChain.TOWN))
        .query(HOLDER)
        .list();
  }
}
