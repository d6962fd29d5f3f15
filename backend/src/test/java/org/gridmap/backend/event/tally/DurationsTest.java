package org.gridmap.backend.event.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void any_share_is_known_within_two_in_a_thousand_from_seconds_to_decades() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      int[] seconds = new int[1 + random.nextInt(200)];
      Durations durations = new Durations();
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = random.nextInt() >>> (1 + random.nextInt(31));
        durations.add(seconds[i]);
      }
      Arrays.sort(seconds);
      for (double share : new double[] {0, 0.5, 0.9, 1}) {
        double place = share * (seconds.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, seconds.length - 1);
        double exact =
            seconds[below] + ((double) seconds[above] - seconds[below]) * (place - below);
        assertThat(durations.quantile(share)).isCloseTo(exact, within(exact * 0.002 + 1e-9));
      }
    }
  }

  @Test
  void below_512_seconds_it_is_exact() {
    Durations durations = new Durations();
    assertThat(durations.isEmpty()).isTrue();
    durations.add(1);
    durations.add(511);
    assertThat(durations.quantile(0.5)).isEqualTo(256);
    assertThat(durations.quantile(1)).isEqualTo(511);
  }

  @Test
  void the_longest_time_is_counted() {
    Durations durations = new Durations();
    durations.add(Integer.MAX_VALUE);
    assertThat(durations.quantile(0.5))
        .isCloseTo(Integer.MAX_VALUE, within(Integer.MAX_VALUE * 0.002));
  }
}
