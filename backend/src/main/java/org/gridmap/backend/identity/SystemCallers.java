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

  /**
   * Makes the account under which a platform hands events in.
   *
   * @param platform number of the platform
   * @param name what people call it
   * @return number of the account
   */
  public long createPlatform(long platform, String name) {
    return accounts.createSystem("system:platform-" + platform, name);
  }

  /** For what a platform handed in: it reports and does nothing else. */
  public Caller platform(long accountId) {
    Account account = accounts.find(accountId).filter(Account::system).orElseThrow();
    return new Caller(
        account.id(), account.login(), Set.of(), Set.of(Right.EVENTS_REPORT), Caller.Via.TOKEN);
  }

  private Caller caller(String login) {
    Account account = accounts.system(login);
    return new Caller(
        account.id(), account.login(), Set.of(), Set.of(Right.SYSTEM), Caller.Via.SYSTEM);
  }
}
