package org.gridmap.geodata.crs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected positions were computed with PROJ 9.1, not with the library under test. */
class CrsRegistryTest {

  private static final Offset<Double> TENTH_OF_A_MILLIMETRE = within(1e-9);

  @ParameterizedTest
  @CsvSource({
    "EPSG:4549, 445315, 2764996, 119.458348087587, 24.98946159454",
    "EPSG:4548, 600000, 2700000, 117.985826304174, 24.4004647396361",
    "EPSG:4528, 40445315, 2764996, 119.458348087587, 24.98946159454",
    "EPSG:3857, 13298042.433881, 2874450.188871, 119.458347672253, 24.9894608998505",
    "EPSG:32650, 600000, 2700000, 117.986296504076, 24.4102150713021",
    "EPSG:4490, 118.5, 24.5, 118.5, 24.5",
    "EPSG:4326, 118.5, 24.5, 118.5, 24.5",
    "EPSG:2326, 836694.05, 819069.80, 114.181009326705, 22.310602433882",
  })
  void an_easting_and_a_northing_become_the_longitude_and_latitude_that_proj_computes(
      String code, double x, double y, double lon, double lat) throws Exception {
    double[] position = {x, y};

    CrsRegistry.find(code).toLonLat(position, 1);

    // The datum shift of Hong Kong 1980 is computed by another method, to a few centimetres.
    Offset<Double> allowed = code.equals("EPSG:2326") ? within(1e-6) : TENTH_OF_A_MILLIMETRE;
    assertThat(position[0]).isCloseTo(lon, allowed);
    assertThat(position[1]).isCloseTo(lat, allowed);
  }

  @Test
  void wgs_84_and_cgcs2000_are_the_same_so_nothing_is_computed() throws Exception {
    assertThat(CrsRegistry.find("EPSG:4326").isStored()).isTrue();
    assertThat(CrsRegistry.find("EPSG:4490").isStored()).isTrue();
    assertThat(CrsRegistry.find("EPSG:4549").isStored()).isFalse();
  }

  @Test
  void a_urn_a_url_and_crs84_name_the_same_systems() {
    assertThat(CrsRegistry.normalise("urn:ogc:def:crs:EPSG::4549")).hasValue("EPSG:4549");
    assertThat(CrsRegistry.normalise("http://www.opengis.net/def/crs/EPSG/0/3857"))
        .hasValue("EPSG:3857");
    assertThat(CrsRegistry.normalise("urn:ogc:def:crs:OGC:1.3:CRS84")).hasValue("EPSG:4326");
    assertThat(CrsRegistry.normalise("epsg:2326")).hasValue("EPSG:2326");
    assertThat(CrsRegistry.normalise("GCJ-02")).isEmpty();
  }

  @Test
  void a_system_without_a_published_datum_shift_is_refused() {
    assertThatThrownBy(() -> CrsRegistry.find("EPSG:4610"))
        .isInstanceOf(UnsupportedCrsException.class)
        .hasMessageContaining("Xian 1980")
        .hasMessageContaining("no shift");
  }

  @Test
  void an_unknown_code_and_a_word_are_refused() {
    assertThatThrownBy(() -> CrsRegistry.find("EPSG:999999"))
        .isInstanceOf(UnsupportedCrsException.class)
        .hasMessageContaining("not a known");
    assertThatThrownBy(() -> CrsRegistry.find("WGS84"))
        .isInstanceOf(UnsupportedCrsException.class)
        .hasMessageContaining("EPSG code");
  }

  @Test
  void a_height_system_is_refused() {
    assertThatThrownBy(() -> CrsRegistry.find("EPSG:5737"))
        .isInstanceOf(UnsupportedCrsException.class)
        .hasMessageContaining("not a system of positions on the ground");
  }

  @Test
  void a_system_described_without_a_code_is_read_from_its_text() throws Exception {
    ReferenceSystem system =
        CrsRegistry.parse(
            "PROJCS[\"local\",GEOGCS[\"CGCS2000\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\","
                + "6378137,298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\","
                + "0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
                + "PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",118.5],"
                + "PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",500000],"
                + "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]",
            DatumChoice.PUBLISHED);
    double[] position = {500_000, 2_710_000};

    system.toLonLat(position, 1);

    assertThat(position[0]).isCloseTo(118.5, TENTH_OF_A_MILLIMETRE);
    assertThat(position[1]).isBetween(24.4, 24.6);
  }

  @Test
  void two_processes_can_open_one_new_folder_at_once(@TempDir Path folder) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-D" + EpsgStore.DIRECTORY + "=" + folder,
                  "-Djdk.xml.dtd.support=deny",
                  "-cp",
                  System.getProperty("java.class.path"),
                  WarmUp.class.getName())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output-" + i).toFile())
              .start());
    }

    for (Process process : processes) {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
  }

  /** What each of the processes does. */
  static final class WarmUp {
    private WarmUp() {}

    public static void main(String[] arguments) {
      CrsRegistry.warmUp();
    }
  }
}
