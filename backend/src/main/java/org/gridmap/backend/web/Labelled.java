package org.gridmap.backend.web;

/** A constant with the words that people read for it, in every language of the page. */
public interface Labelled {
  /** In Chinese. */
  String zh();

  /** In English. */
  String en();
}
