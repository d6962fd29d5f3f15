package org.gridmap.backend.operations.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gridmap.backend.operations.cluster.Database;
import org.junit.jupiter.api.Test;

class InstallationTest {
  @Test
  void an_address_with_user_and_password_is_taken_apart() {
    assertThat(Installation.parse("postgresql://me:p%40ss+1@db.example:5433/town"))
        .isEqualTo(new Database("jdbc:postgresql://db.example:5433/town", "me", "p@ss+1"));
  }

  @Test
  void the_jdbc_form_keeps_its_other_parameters() {
    assertThat(Installation.parse("jdbc:postgresql://db/town?user=me&sslmode=require&password=x"))
        .isEqualTo(new Database("jdbc:postgresql://db/town?sslmode=require", "me", "x"));
  }

  @Test
  void anything_else_is_refused_with_the_form_it_must_have() {
    assertThatThrownBy(() -> Installation.parse("mysql://db/town"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("postgresql://user:password@host");
  }

  @Test
  void a_database_never_prints_its_password() {
    assertThat(Installation.parse("postgresql://me:secret@db/town").toString())
        .doesNotContain("secret");
  }
}
