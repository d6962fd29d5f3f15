package org.gridmap.backend.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A table, view or function of the schema that belongs to a capability, on its package. Only the
 * owner writes a table; whoever else reads it, or calls the function, is named here. A test holds
 * every statement against it, and every name that nobody needs any more.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
@Repeatable(Owns.List.class)
public @interface Owns {
  /** With its schema unless that is {@code public}; a function ends with {@code ()}. */
  String value();

  /**
   * Capabilities, by the name of their package; {@code name(column, column)} shows these columns
   * and no more.
   */
  String[] readers() default {};

  /**
   * Tables of other capabilities: when a row of one goes, a foreign key deletes or empties what
   * hangs on it here.
   */
  String[] follows() default {};

  /** Whether it tells of single people; the modules of the map may not read it. */
  boolean people() default false;

  /** What a package owns. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PACKAGE)
  @interface List {
    Owns[] value();
  }
}
