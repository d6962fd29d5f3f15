package org.gridmap.backend.operations.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateClusterTest {
  @TempDir Path folder;
  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
  private PrivateCluster cluster;

  @BeforeEach
  void openTheFolderToTheServersUser() {
    folder.toFile().setExecutable(true, false);
    cluster = PrivateCluster.in(folder.resolve("home"), steps::add);
  }

  @AfterEach
  void removeTheCluster() {
    cluster.destroy();
  }

  @Test
  void a_cluster_has_postgis_checksums_and_listens_on_loopback_only() throws Exception {
    Database database = cluster.start().owner();
    assertThat(query(database, "SELECT postgis_version()")).startsWith("3.");
    assertThat(query(database, "SHOW data_checksums")).isEqualTo("on");
    assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(query(database, "SELECT datcollate FROM pg_database WHERE datname = 'gridmap'"))
        .isEqualTo("C.UTF-8");
  }

  @Test
  void committed_rows_survive_kill_minus_nine() throws Exception {
    Database database = cluster.start().owner();
    update(database, "CREATE TABLE kept (n int)");
    update(database, "INSERT INTO kept VALUES (7)");
    ProcessHandle server = ProcessHandle.of(cluster.pid().orElseThrow()).orElseThrow();
    server.destroyForcibly();
    server.onExit().join();
    assertThat(cluster.pid()).isEmpty();
    assertThat(query(cluster.start().owner(), "SELECT n FROM kept")).isEqualTo("7");
  }

  @Test
  void a_second_start_leaves_the_running_server_alone() {
    cluster.start();
    long pid = cluster.pid().orElseThrow();
    steps.clear();
    cluster.start();
    assertThat(cluster.pid()).hasValue(pid);
    assertThat(steps).isEmpty();
  }

  @Test
  void a_home_that_the_servers_user_cannot_reach_is_noticed_and_answered() throws Exception {
    folder.toFile().setExecutable(false, false);
    folder.toFile().setExecutable(true, true);
    Database database = cluster.start().owner();
    assertThat(query(database, "SELECT 1")).isEqualTo("1");
    if (!OsUser.ofServer().isCaller()) {
      assertThat(steps).anyMatch(step -> step.contains("cannot reach"));
    }
  }

  @Test
  void a_pid_file_that_names_another_process_does_not_stop_the_start() throws Exception {
    cluster.start();
    cluster.stop();
    Path data = cluster.findData().orElseThrow();
    Files.writeString(data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n");
    assertThat(query(cluster.start().owner(), "SELECT 1")).isEqualTo("1");
  }

  @Test
  void two_starts_at_once_make_one_cluster_and_both_get_in() throws Exception {
    PrivateCluster other = PrivateCluster.in(folder.resolve("home"), steps::add);
    CompletableFuture<Database> second = CompletableFuture.supplyAsync(() -> other.start().owner());
    Database first = cluster.start().owner();
    assertThat(query(first, "SELECT 1")).isEqualTo("1");
    assertThat(query(second.get(), "SELECT 1")).isEqualTo("1");
    assertThat(second.get().url()).isEqualTo(first.url());
  }

  @Test
  void a_remembered_port_that_is_wrong_is_read_from_the_running_server() throws Exception {
    Database database = cluster.start().owner();
    Path file = folder.resolve("home/cluster.properties");
    Files.writeString(file, Files.readString(file).replaceFirst("port=[0-9]+", "port=1"));
    assertThat(cluster.start().owner().url()).isEqualTo(database.url());
  }

  @Test
  void a_killed_database_comes_back_on_its_port() {
    Database database = cluster.start().owner();
    ProcessHandle.of(cluster.pid().orElseThrow()).orElseThrow().destroyForcibly();
    assertThat(cluster.start().owner().url()).isEqualTo(database.url());
  }

  @Test
  void damaged_settings_lose_no_data_and_stop_no_command() throws Exception {
    Database before = cluster.start().owner();
    update(before, "CREATE TABLE kept (n int)");
    update(before, "INSERT INTO kept VALUES (7)");
    for (String content :
        List.of("", "data=", "\\u12", "port=x\ndata=/nowhere\nsuperuserPassword=a")) {
      steps.clear();
      Files.writeString(folder.resolve("home/cluster.properties"), content);
      assertThat(cluster.pid()).as(content).isPresent();
      cluster.stop();
      assertThat(cluster.pid()).as(content).isEmpty();
      assertThat(query(cluster.start().owner(), "SELECT n FROM kept")).as(content).isEqualTo("7");
      assertThat(steps).as(content).anyMatch(step -> step.contains("missing or damaged"));
    }
  }

  private static String query(Database database, String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void update(Database database, String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
