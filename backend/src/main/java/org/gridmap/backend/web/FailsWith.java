package org.gridmap.backend.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which problems a route meets beside those that its shape already tells (who may use it, whether
 * it takes a body, a version or a key): for the description of the API. A test holds every refusal
 * that the tests provoke against that description.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FailsWith {
  /** Slugs of the kinds of problem, such as {@code plan-not-editable}. */
  String[] value();
}
