package org.gridmap.backend.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridmap.backend.administration.AccountRecovery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @SuppressWarnings("NullAway.Init") // filled by picocli
    Invite() {}

    @Override
    public Integer call() throws Exception {
      return CommandContext.run(context -> {
        Optional<String> path = context.getBean(AccountRecovery.class).invite(login);
        if (path.isEmpty()) {
          throw new CommandException("Nobody has the login " + login + ".");
        }
        String address =
            Installation.get()
                .server()
                .find()
                .map(ServerProcess.Running::address)
                .orElse("http://127.0.0.1:8080/");
        System.out.println("This link opens the account once, within 72 hours:");
        System.out.println("  " + address.replaceAll("/$", "") + path.get());
        return 0;
      });
    }
  }
}
