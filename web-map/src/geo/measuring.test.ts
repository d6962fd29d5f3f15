import { describe, expect, it } from 'vitest';
import { toDegrees, toMetres, zoneOf } from './gaussKruger';
import { geodesicMetres, measureLine } from './geodesic';
import type { LonLat } from './lonLat';
import { typedPlace } from './typedPlace';

const VILLAGE: LonLat = [118.604213579, 24.801134679];

describe('metres of a zone', () => {
  it('are_those_of_a_published_transverse_mercator_but_for_its_scale', () => {
    // The CN Tower in UTM zone 17, whose central meridian 81° W is also that of a zone of three degrees.
    const tower: LonLat = [-(79 + 23 / 60 + 13.7 / 3600), 43 + 38 / 60 + 33.24 / 3600];
    const { east, north } = toMetres(tower, -27);
    expect(Math.abs((east - 500_000) * 0.9996 + 500_000 - 630_084)).toBeLessThan(1);
    expect(Math.abs(north * 0.9996 - 4_833_438)).toBeLessThan(1);
  });

  it('north_of_the_equator_are_the_length_of_the_meridian', () => {
    const f = 1 / 298.257222101;
    const e2 = f * (2 - f);
    const steps = 20_000;
    const to = (24.8 / 180) * Math.PI;
    let arc = 0;
    for (let i = 0; i < steps; i++) {
      const lat = ((i + 0.5) / steps) * to;
      arc += ((6_378_137 * (1 - e2)) / (1 - e2 * Math.sin(lat) ** 2) ** 1.5) * (to / steps);
    }
    expect(toMetres([120, 24.8], 40).north).toBeCloseTo(arc, 3);
    expect(toMetres([120, 24.8], 40).east).toBe(500_000);
  });

  it('lead_back_to_the_degrees_from_anywhere_in_the_country', () => {
    for (let lon = 73; lon <= 135; lon += 3.1) {
      for (let lat = 3; lat <= 54; lat += 4.7) {
        const back = toDegrees(toMetres([lon, lat], zoneOf([lon, lat])), zoneOf([lon, lat]));
        expect(Math.abs(back[0] - lon)).toBeLessThan(1e-10);
        expect(Math.abs(back[1] - lat)).toBeLessThan(1e-10);
      }
    }
  });
});

describe('a typed place', () => {
  const { east, north } = toMetres(VILLAGE, 40);
  const near = (place: LonLat | null, metres: number) => {
    expect(place).not.toBeNull();
    expect(geodesicMetres(place as LonLat, VILLAGE)).toBeLessThan(metres);
  };

  it.each([
    '118.604213579, 24.801134679',
    '24.801134679 118.604213579',
    '118.604213579°E  24.801134679°N',
    '１１８．６０４２１３５７９，２４．８０１１３４６７９',
    `E=${east.toFixed(4)} N=${north.toFixed(4)}`,
    `X ${north.toFixed(4)}; Y ${east.toFixed(4)}`,
    `40${east.toFixed(4)}, ${north.toFixed(4)}`,
  ])('is_understood_as_degrees_or_metres_in_either_order: %s', (text) => {
    near(typedPlace(text, [118.61, 24.79]), 0.001);
  });

  it.each(['', '118.6', 'here', '1, 2, 3', '121.5, 31.2', '24.8, 118.6, 40', '0 0'])(
    'that_is_none_or_too_far_away_is_refused: %s',
    (text) => {
      expect(typedPlace(text, VILLAGE)).toBeNull();
    },
  );
});

describe('a measured line', () => {
  it('is_as_long_as_the_geodesic_that_every_textbook_computes', () => {
    const flinders: LonLat = [144 + 25 / 60 + 29.5244 / 3600, -(37 + 57 / 60 + 3.7203 / 3600)];
    const buninyong: LonLat = [143 + 55 / 60 + 35.3839 / 3600, -(37 + 39 / 60 + 10.1561 / 3600)];
    expect(geodesicMetres(flinders, buninyong)).toBeCloseTo(54_972.271, 2);
    expect(geodesicMetres(flinders, flinders)).toBe(0);
  });

  it('tells_its_length_and_from_three_points_on_the_area_that_it_would_close', () => {
    const [lon, lat] = VILLAGE;
    const corners: LonLat[] = [VILLAGE, [lon + 0.001, lat], [lon + 0.001, lat + 0.001], [lon, lat + 0.001]];
    const width = geodesicMetres(corners[0] as LonLat, corners[1] as LonLat);
    const height = geodesicMetres(corners[1] as LonLat, corners[2] as LonLat);
    expect(measureLine(corners.slice(0, 2))).toEqual({ metres: width, squareMetres: null });
    const measured = measureLine(corners);
    expect(measured.metres).toBeCloseTo(2 * width + height, 2);
    expect((measured.squareMetres ?? 0) / (width * height)).toBeCloseTo(1, 4);
    expect(measureLine([...corners].reverse()).squareMetres).toBeCloseTo(measured.squareMetres ?? 0, 6);
  });
});
