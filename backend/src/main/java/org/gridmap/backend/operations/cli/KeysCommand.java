package org.gridmap.backend.operations.cli;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.cipher.KeyRotation;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "keys",
    description = "Works on the keys with which phones, ID numbers and notes are sealed.",
    mixinStandardHelpOptions = true,
    subcommands = {KeysCommand.Status.class, KeysCommand.Rotate.class})
final class KeysCommand implements Callable<Integer> {
  private static final int UNFINISHED = 1;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  KeysCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return 0;
  }

  @Command(
      name = "status",
      description = "Says which keys there are and how many values each has sealed.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return CommandContext.run(context -> {
        KeyRotation rotation = context.getBean(KeyRotation.class);
        for (KeyRotation.Version key : rotation.list()) {
          String state = key.sealing() ? "seals" : key.retired() == null ? "opens" : "retired";
          System.out.printf(
              "key %-4d %-8s made %s   %,d values%n",
              key.version(), state, key.created().truncatedTo(ChronoUnit.SECONDS), key.values());
        }
        if (rotation.isUnfinished()) {
          System.out.println("A rotation was cut short: finish it with ./gridmap keys rotate");
        }
        return 0;
      });
    }
  }

  @Command(
      name = "rotate",
      description =
          "Makes a new key and seals everything anew while the server works, or finishes a rotation"
              + " that was cut short. Exit status 0 done, 1 some values still carry an older key, 2"
              + " cannot.",
      mixinStandardHelpOptions = true)
  static final class Rotate implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return CommandContext.run(Rotate::rotate);
    }

    private static int rotate(ConfigurableApplicationContext context) throws Exception {
      AuditLog log = context.getBean(AuditLog.class);
      AuditEvent event = AuditEvent.done(AuditAction.KEY_ROTATED);
      log.record(event.with(Map.of("step", "started")));
      KeyRotation.Outcome outcome =
          context.getBean(KeyRotation.class).run(step -> System.out.println("· " + step));
      log.record(
          event.with(
              Map.of(
                  "step", "ended",
                  "keyVersion", Integer.toString(outcome.version()),
                  "count", Long.toString(outcome.resealed()),
                  "unreadable", Long.toString(outcome.unreadable()),
                  "retired", Integer.toString(outcome.retired().size()),
                  "destroyed", Integer.toString(outcome.destroyed().size()),
                  "finished", Boolean.toString(outcome.finished()))));
      if (outcome.finished()) {
        System.out.println(
            "Key version "
                + outcome.version()
                + " seals everything. Keep a copy of keys.properties"
                + " with every backup of the database: an older backup needs its older key.");
        return 0;
      }
      System.err.println(
          outcome.unreadable() > 0
              ? outcome.unreadable()
                  + " values do not open with any key and were left as they are; their key is kept."
              : "Some values were busy all the time: run it again.");
      return UNFINISHED;
    }
  }
}
