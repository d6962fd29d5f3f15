package org.gridmap.backend.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
  @Test
  void the_script_knows_both_options_and_everything_else_is_refused() throws IOException {
    assertThat(Files.readString(Path.of("../../gridmap")))
        .contains("\n    bench) echo \"--houses= --parts=\" ;;\n");
    CommandLine line = new CommandLine(new BenchCommand());
    assertThat(line.getCommandSpec().options())
        .filteredOn(option -> !option.usageHelp() && !option.versionHelp())
        .extracting(option -> option.longestName())
        .containsExactlyInAnyOrder("--houses", "--parts");
    assertThat(line.getCommandSpec().positionalParameters()).isEmpty();
  }
}
