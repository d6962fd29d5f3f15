package org.gridmap.backend.operations.cli;

import java.util.concurrent.Callable;
import org.gridmap.backend.audit.AuditFault;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.audit.AuditVerification;
import org.gridmap.backend.audit.AuditVerification.VerificationResult;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "audit",
    description = "Works on the audit log.",
    mixinStandardHelpOptions = true,
    subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Callable<Integer> {
  private static final int TAMPERED = 1;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  AuditCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return 0;
  }

  @Command(
      name = "verify",
      description =
          "Finds any change, removal, insertion or swap of entries, and names the first. Exit status"
              + " 0 sound, 1 tampered with, 2 cannot tell.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    @Option(names = "--json", description = "Print the verdict as JSON.")
    private boolean json;

    @Override
    public Integer call() {
      try {
        return CommandContext.run(this::verify);
      } catch (Exception e) {
        System.err.println("The audit log cannot be verified: " + e.getMessage());
        return GridMap.FAILED;
      }
    }

    private int verify(ConfigurableApplicationContext context) throws Exception {
      VerificationResult verdict = context.getBean(AuditVerification.class).run();
      try {
        context.getBean(AuditLog.class).record(verdict.event());
      } catch (ProblemException e) {
        System.err.println("This verification could not be added to the audit log itself.");
      }
      System.out.println(
          json ? context.getBean(JsonMapper.class).writeValueAsString(verdict) : text(verdict));
      return verdict.sound() ? 0 : TAMPERED;
    }

    private static String text(VerificationResult verdict) {
      @Nullable AuditFault fault = verdict.firstFault();
      if (fault != null) {
        return "TAMPERED WITH. " + fault.message();
      }
      String anchored =
          verdict.anchors() == 0
              ? "No anchor outside of the database vouches for it yet."
              : "Anchors outside of the database vouch for entries up to "
                  + verdict.anchored()
                  + ".";
      return "Sound: "
          + verdict.entries()
          + " entries. "
          + anchored
          + "\nWhat this cannot see: entries that the owner of the database added in due form, and"
          + " what he did to those younger than the last anchor if he worked out the chain anew."
          + " Keep copies of the anchors on another machine.";
    }
  }
}
