package org.gridmap.backend.operations.cluster;

/**
 * Address and login of a database.
 *
 * @param url JDBC address
 * @param user role that owns the tables
 * @param password its password, never logged
 */
public record Database(String url, String user, String password) {
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
