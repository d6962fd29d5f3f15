package org.gridmap.backend.register.reconcile;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gridmap.backend.dictionary.FieldEntries;
import org.gridmap.backend.dictionary.FieldEntry;
import org.gridmap.backend.register.Residents.ResidentsChanged;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.sql.SqlFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks for people who are registered twice. The job sees everybody and writes pairs of numbers;
 * who may read a pair is decided by the policies when somebody reads it, so nobody learns from it
 * whether a person lives in another's scope.
 */
@Component
class DuplicateResidents implements FieldEntries {
  private static final Logger LOG = LoggerFactory.getLogger(DuplicateResidents.class);
  private static final SqlFile FIND = SqlFile.of(DuplicateResidents.class, "find-doubles.sql");

  private final JdbcClient job;
  private final TransactionTemplate jobTransactions;

  DuplicateResidents(@JobPool JdbcClient job, @JobPool TransactionTemplate jobTransactions) {
    this.job = job;
    this.jobTransactions = jobTransactions;
  }

  /** After the commit of a change: the job reads what is stored. */
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
  void changed(ResidentsChanged changed) {
    try {
      find(changed.ids());
    } catch (DataAccessException e) {
      // The change is stored; the next one, or the next load, looks again.
      LOG.warn("Double registrations were not looked for after a change", e);
    }
  }

  /** Looks at some people anew; at everybody if none are named. */
  void find(Set<Long> ids) {
    jobTransactions.executeWithoutResult(status -> {
      Long[] some = ids.toArray(Long[]::new);
      job.sql(
              """
              DELETE FROM person.double_registration
              WHERE :all OR first_id = ANY (:ids) OR second_id = ANY (:ids)
              """)
          .param("all", ids.isEmpty())
          .param("ids", some)
          .update();
      FIND.on(job).param("all", ids.isEmpty()).param("ids", some).update();
    });
  }

  @Override
  public List<FieldEntry> listFields() {
    return Stream.of(
            new String[] {"first_id", "第一条登记", "first record"},
            new String[] {"second_id", "第二条登记", "second record"},
            new String[] {"ground", "判定依据", "ground"})
        .map(column ->
            new FieldEntry(
                "person.double_registration",
                column[0],
                column[1],
                column[2],
                "finding people who are registered twice",
                "公共服务法定职责 · statutory duty of public service (PIPL art. 13(1)3)",
                "随记录 · as long as both records",
                FieldEntry.Sensitivity.TECHNICAL,
                FieldEntry.Masking.NONE))
        .toList();
  }
}
