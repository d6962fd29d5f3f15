package org.gridmap.backend.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the tables that belong to a module, on its package. The {@code .sql} files of a module may
 * name its own tables and those of the modules it may depend on, and no others; a test checks it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface OwnsTables {
  String[] value();
}
