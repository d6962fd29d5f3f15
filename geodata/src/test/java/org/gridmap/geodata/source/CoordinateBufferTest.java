package org.gridmap.geodata.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

class CoordinateBufferTest {

  @Test
  void numbers_are_read_to_the_last_bit_however_they_are_written() throws Exception {
    List<String> numbers =
        new ArrayList<>(
            List.of(
                "0",
                "-0.0",
                "5e-324",
                "1.5E3",
                "1e23",
                "9007199254740991.0",
                "9007199254740993",
                "9007199254740993.00000000000000000001",
                "0.0000000000000000000001",
                "0.00000000000000000000001",
                "123456789012345678901234567890.5"));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2_000; i++) {
      numbers.add(String.valueOf(360 * random.nextDouble() - 180));
      numbers.add(String.valueOf(Math.round(3.6e9 * random.nextDouble() - 1.8e9) / 1e7));
    }

    Coordinate[] read = line(numbers);

    for (int i = 0; i < numbers.size(); i++) {
      assertThat(Double.doubleToRawLongBits(read[i].x))
          .as(numbers.get(i))
          .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(numbers.get(i))));
    }
  }

  private static Coordinate[] line(List<String> numbers) throws RowFault.Refused {
    List<String> positions = numbers.stream().map(number -> "[" + number + ",0]").toList();
    try (JsonParser parser =
        JsonFormats.FACTORY.createParser(ObjectReadContext.empty(), positions.toString())) {
      parser.nextToken();
      CoordinateBuffer buffer = new CoordinateBuffer(numbers.size());
      buffer.read(parser);
      return buffer.build("LineString").getCoordinates();
    }
  }
}
