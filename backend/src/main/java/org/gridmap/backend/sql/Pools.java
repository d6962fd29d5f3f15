package org.gridmap.backend.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One pool for each role of the database beside the application's. None is a candidate for plain
 * injection: whoever wants one says so by its qualifier.
 */
@Configuration(proxyBeanMethods = false)
class Pools {
  private static final Duration AUDIT_PATIENCE = Duration.ofSeconds(10);

  @Bean(defaultCandidate = false)
  @MapPool
  HikariDataSource mapDataSource(
      Environment environment, JdbcConnectionDetails database, PoolProperties pools) {
    return pool("map", environment, database, pools.map());
  }

  @Bean(defaultCandidate = false)
  @MapPool
  JdbcClient mapJdbc(@MapPool DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean(defaultCandidate = false)
  @MapPool
  PlatformTransactionManager mapTransactions(@MapPool DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean(defaultCandidate = false)
  @MapPool
  Snapshots mapSnapshots(
      @MapPool PlatformTransactionManager transactions, @MapPool JdbcClient jdbc) {
    return new Snapshots(transactions, jdbc);
  }

  @Bean(defaultCandidate = false)
  @AuditPool
  HikariDataSource auditDataSource(
      Environment environment, JdbcConnectionDetails database, PoolProperties pools) {
    HikariDataSource pool = pool("audit", environment, database, pools.audit());
    // Shorter than those of other pools: a caller should not wait half a minute for a refusal. The
    // server keeps the time of statements, since a timer in here for each of many costs much.
    pool.setConnectionTimeout(AUDIT_PATIENCE.toMillis());
    pool.setConnectionInitSql("SET statement_timeout = " + AUDIT_PATIENCE.toMillis());
    return pool;
  }

  @Bean(defaultCandidate = false)
  @AuditPool
  JdbcClient auditJdbc(@AuditPool DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean(defaultCandidate = false)
  @JobPool
  HikariDataSource jobDataSource(
      Environment environment, JdbcConnectionDetails database, PoolProperties pools) {
    return pool("job", environment, database, pools.job());
  }

  @Bean(defaultCandidate = false)
  @JobPool
  JdbcClient jobJdbc(@JobPool DataSource dataSource) {
    return JdbcClient.create(dataSource);
  }

  @Bean(defaultCandidate = false)
  @JobPool
  TransactionTemplate jobTransactions(@JobPool DataSource dataSource) {
    return new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** A pool with every setting of the application's but login and size. */
  private static HikariDataSource pool(
      String name,
      Environment environment,
      JdbcConnectionDetails database,
      PoolProperties.Login login) {
    HikariDataSource pool = new HikariDataSource();
    Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(pool));
    pool.setPoolName(name);
    pool.setJdbcUrl(database.getJdbcUrl());
    pool.setUsername(login.username());
    pool.setPassword(login.password());
    pool.setMaximumPoolSize(login.size());
    pool.setMinimumIdle(1);
    return pool;
  }
}
