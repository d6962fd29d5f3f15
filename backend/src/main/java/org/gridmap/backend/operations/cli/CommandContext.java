package org.gridmap.backend.operations.cli;

import java.util.HashMap;
import java.util.Map;
import org.gridmap.backend.GridMapApplication;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.audit.cipher.KeyRingException;
import org.gridmap.backend.identity.SystemCallers;
import org.gridmap.backend.operations.cluster.DatabaseLogins;
import org.gridmap.backend.operations.cluster.PrivateCluster;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The backend without its web server, for a subcommand that works on the database as the system.
 */
final class CommandContext {
  private CommandContext() {}

  /** The work of a subcommand. */
  @FunctionalInterface
  interface Work {
    /** Exit status. */
    int run(ConfigurableApplicationContext context) throws Exception;
  }

  /** Runs a subcommand, with the database up for as long as it takes. */
  static int run(Work work) throws Exception {
    Installation installation = Installation.get();
    PrivateCluster cluster = installation.cluster();
    boolean startedHere = installation.externalDatabase().isEmpty() && cluster.pid().isEmpty();
    Thread stopping = new Thread(cluster::stop, "stop database");
    if (startedHere) {
      Runtime.getRuntime().addShutdownHook(stopping);
    }
    DatabaseLogins database = installation.startDatabase();
    try (ConfigurableApplicationContext context = open(installation, database)) {
      return CurrentUser.callAs(
          context.getBean(SystemCallers.class).cli(), () -> work.run(context));
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof KeyRingException keys) {
          throw new CommandException(String.valueOf(keys.getMessage()));
        }
      }
      throw e;
    } finally {
      // Where the process is ending already, the hook does it.
      if (startedHere && unhook(stopping)) {
        cluster.stop();
      }
    }
  }

  private static boolean unhook(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static ConfigurableApplicationContext open(
      Installation installation, DatabaseLogins database) {
    Map<String, Object> properties = new HashMap<>(database.properties());
    properties.put("spring.datasource.hikari.maximum-pool-size", "3");
    properties.put("spring.main.lazy-initialization", "true");
    properties.put("gridmap.home", installation.home().toString());
    properties.put("logging.level.root", "ERROR");
    return new SpringApplicationBuilder(GridMapApplication.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .properties(properties)
        .run();
  }
}
