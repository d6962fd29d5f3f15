package org.gridmap.backend.identity;

import java.util.Set;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.Right;
import org.springframework.stereotype.Component;

/** The server acting by itself, under names that the audit log shows and nobody can sign in as. */
@Component
public class SystemCallers {
  private static final String CLI = "system:cli";
  private static final String FIRST_START = "system:first-start";

  private final Accounts accounts;

  SystemCallers(Accounts accounts) {
    this.accounts = accounts;
  }

  /** For a subcommand of the command line: whoever owns the machine. */
  public Caller cli() {
    return caller(CLI);
  }

  /** For what the server does when it starts for the first time. */
  public Caller firstStart() {
    return caller(FIRST_START);
  }

  private Caller caller(String login) {
    Account account = accounts.system(login);
    return new Caller(
        account.id(), account.login(), Set.of(), Set.of(Right.SYSTEM), Caller.Via.SYSTEM);
  }
}
