package org.gridmap.backend.identity.administration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.access.Role;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.audit.AuditAction;
import org.gridmap.backend.audit.AuditEvent;
import org.gridmap.backend.audit.AuditLog;
import org.gridmap.backend.identity.Account;
import org.gridmap.backend.identity.AccountState;
import org.gridmap.backend.identity.Accounts;
import org.gridmap.backend.identity.DemoMode;
import org.gridmap.backend.identity.SystemCallers;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the first accounts of an installation: a system administrator, two security administrators,
 * so that one can decide what the other asks for, and an auditor. None has a password: their
 * one-time links go into a file that only the owner of the installation can read.
 */
@Component
@ConditionalOnWebApplication
class FirstStart implements ApplicationRunner {
  private record First(String login, String name, Role role) {}

  private static final List<First> ACCOUNTS =
      List.of(
          new First("system-admin", "系统管理员", Role.SYSTEM_ADMIN),
          new First("security-admin-1", "安全管理员一", Role.SECURITY_ADMIN),
          new First("security-admin-2", "安全管理员二", Role.SECURITY_ADMIN),
          new First("auditor-1", "审计员", Role.AUDITOR));

  private final DemoMode demo;
  private final Accounts accounts;
  private final Grants grants;
  private final Invitations invitations;
  private final SystemCallers system;
  private final AuditLog audit;
  private final AccountRecovery recovery;
  private final TransactionTemplate transactions;
  private final Path file;

  FirstStart(
      DemoMode demo,
      Accounts accounts,
      Grants grants,
      Invitations invitations,
      SystemCallers system,
      AuditLog audit,
      AccountRecovery recovery,
      AdministrationProperties properties,
      PlatformTransactionManager transactions) {
    this.demo = demo;
    this.accounts = accounts;
    this.grants = grants;
    this.invitations = invitations;
    this.system = system;
    this.audit = audit;
    this.recovery = recovery;
    this.transactions = new TransactionTemplate(transactions);
    this.file = properties.firstLinks();
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (demo.on()) {
      return;
    }
    List<Account> open =
        accounts.list().stream()
            .filter(account -> account.demo() && account.state() != AccountState.CLOSED)
            .toList();
    boolean first = accounts.list().stream().allMatch(Account::demo);
    boolean ended = !open.isEmpty();
    CurrentUser.runAs(
        system.firstStart(),
        () -> {
          // Whoever was invited within the demonstration keeps his account; he is no administrator.
          if (first || (ended && !recovery.hasSystemAdministrator())) {
            make();
          }
          open.forEach(this::close);
        });
  }

  private void close(Account account) {
    transactions.executeWithoutResult(status -> {
      audit.record(
          AuditEvent.done(AuditAction.ACCOUNT_CHANGED, SubjectType.ACCOUNT, account.id())
              .with(Map.of("state", AccountState.CLOSED.name())));
      accounts.change(account, account.name(), AccountState.CLOSED);
      accounts.endSessions(account.id());
    });
  }

  private void make() {
    long decider = system.cli().accountId();
    List<String> lines = new ArrayList<>();
    transactions.executeWithoutResult(status -> {
      Caller caller = CurrentUser.get();
      for (First first : ACCOUNTS) {
        Account account = accounts.get(accounts.invite(free(first.login()), first.name()));
        audit.record(
            AuditEvent.done(AuditAction.ACCOUNT_CREATED, SubjectType.ACCOUNT, account.id()));
        grants.establish(
            new Grants.Wanted(account.id(), first.role(), null, null), caller.accountId(), decider);
        lines.add(account.login() + "\t" + invitations.create(account).link());
      }
      // Before the commit: accounts whose links nobody has would lock everybody out.
      write(lines);
    });
    show();
  }

  /** The login, or the next one that nobody has. */
  private String free(String login) {
    String free = login;
    for (int n = 2; accounts.findByLogin(free).isPresent(); n++) {
      free = login + "-" + n;
    }
    return free;
  }

  private void write(List<String> lines) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(unfinished());
      Files.createFile(
          unfinished(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(unfinished(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("The first links cannot be written", e);
    }
  }

  /** Whoever waits for the file finds all of it or nothing. */
  private void show() {
    try {
      Files.move(unfinished(), file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The first links cannot be written", e);
    }
  }

  private Path unfinished() {
    return file.resolveSibling(file.getFileName() + ".new");
  }
}
