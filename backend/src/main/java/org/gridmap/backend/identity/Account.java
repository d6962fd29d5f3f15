package org.gridmap.backend.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One account as it is stored.
 *
 * @param id its number
 * @param login name to sign in with, lower case
 * @param name name of the person
 * @param state whether it may sign in
 * @param demo whether it belongs to the demonstration, where it needs no password
 * @param system whether it is the server's own, which nobody can sign in as
 * @param passwordHash Argon2id with its parameters; null when no password opens it
 * @param createdAt when it was made
 * @param version grows with every change
 */
public record Account(
    long id,
    String login,
    String name,
    AccountState state,
    boolean demo,
    boolean system,
    @Nullable String passwordHash,
    Instant createdAt,
    long version) {
  /** Never the hash: what is printed by accident ends up in a log. */
  @Override
  public String toString() {
    return "account " + id;
  }
}
