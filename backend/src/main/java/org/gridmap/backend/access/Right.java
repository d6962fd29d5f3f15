package org.gridmap.backend.access;

/** What a route may ask of its caller. */
public enum Right {
  /** Borders, houses without people, roads, stations, who is on duty where. */
  MAP,
  /** Divisions that are not in force, and what the coverage check found in them. */
  DRAFTS,
  /** To draft, edit and submit plans, and to see counts of houses inside their area. */
  PLANS,
  /** To read plans of others, and to return, approve and publish them. */
  PLANS_DECIDE,
  /** Counts of people by grid, small ones suppressed. */
  AGGREGATES,
  /** Households and residents inside the scope, masked. */
  RESIDENTS,
  /** To change them. */
  RESIDENTS_EDIT,
  /** To see one masked field of one person, for a purpose. */
  REVEAL,
  /** To give a resident the report on what is held about him and who looked. */
  REPORT,
  /** To change houses inside the scope. */
  HOUSES_EDIT,
  /** To change organisations, stations and emergency resources inside the scope. */
  PLACES_EDIT,
  /** To assign staff to grids and houses inside the scope. */
  STAFF_EDIT,
  /** To see events inside the scope and to act on them. */
  EVENTS,
  /** To report events. */
  EVENTS_REPORT,
  /** To keep accounts and ask for grants. */
  USERS,
  /** To decide about grants that somebody else asked for. */
  GRANTS,
  /** To read and verify the audit log. */
  AUDIT,
  /** To look after the installation. */
  SYSTEM,
  /** To look after one's own password, second factor, tokens and sessions. */
  OWN_ACCOUNT
}
