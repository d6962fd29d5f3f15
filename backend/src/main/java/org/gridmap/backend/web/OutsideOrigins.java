package org.gridmap.backend.web;

import java.util.List;

/** Implemented by a module whose configuration lets the page load pictures from elsewhere. */
public interface OutsideOrigins {
  /** Origins such as {@code https://t0.example.cn}, without a path; empty if none is configured. */
  List<String> listOrigins();
}
