package org.gridmap.backend.operations.cli;

import java.util.concurrent.Callable;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.identity.administration.AccountRecovery;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "account",
    description = "Helps whoever is locked out of this installation.",
    mixinStandardHelpOptions = true,
    subcommands = AccountCommand.Invite.class)
final class AccountCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  AccountCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return 0;
  }

  @Command(
      name = "invite",
      description =
          "Takes away password, second factor, tokens and sessions of an account and prints a"
              + " one-time link to open it anew. Its roles stay. The audit log says so.",
      mixinStandardHelpOptions = true)
  static final class Invite implements Callable<Integer> {
    @Parameters(paramLabel = "LOGIN", description = "Login of the account.")
    private String login;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description =
            "Makes the account an administrator first, and makes it if there is none:"
                + " SYSTEM_ADMIN, SECURITY_ADMIN or AUDITOR.")
    private @Nullable Administrator role;

    @SuppressWarnings("NullAway.Init") // filled by picocli
    Invite() {}

    /** The roles that the machine itself may give; every other one needs two people. */
    private enum Administrator {
      SYSTEM_ADMIN(Role.SYSTEM_ADMIN),
      SECURITY_ADMIN(Role.SECURITY_ADMIN),
      AUDITOR(Role.AUDITOR);

      private final Role role;

      Administrator(Role role) {
        this.role = role;
      }
    }

    @Override
    public Integer call() throws Exception {
      return CommandContext.run(context -> {
        String path = link(context.getBean(AccountRecovery.class));
        String address =
            Installation.get()
                .server()
                .find()
                .map(ServerProcess.Running::address)
                .orElse("http://127.0.0.1:8080/");
        System.out.println("This link opens the account once, within 72 hours:");
        System.out.println("  " + address.replaceAll("/$", "") + path);
        return 0;
      });
    }

    private String link(AccountRecovery recovery) {
      Administrator wanted = role;
      if (wanted == null) {
        return recovery
            .invite(login)
            .orElseThrow(() ->
                new CommandException(
                    "Nobody has the login "
                        + login
                        + ". To make an administrator of that name, add: --role SYSTEM_ADMIN"));
      }
      try {
        return recovery.inviteAdministrator(login, wanted.role);
      } catch (ProblemException e) {
        throw new CommandException(e.detail());
      }
    }
  }
}
