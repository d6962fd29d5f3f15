import type { LonLat } from './lonLat';

/**
 * Gauss–Krüger coordinates on the ellipsoid of CGCS2000 in zones of three degrees, as Chinese surveys give them: metres
 * from the central meridian, which has 500 km, and from the equator. Krüger's series to the fourth power of the third
 * flattening (Krüger, 1912; coefficients as in Karney, 2011) is good to a thousandth of a millimetre within a zone.
 */
const EQUATOR_RADIUS_METRES = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const N = FLATTENING / (2 - FLATTENING);
const E = (2 * Math.sqrt(N)) / (1 + N);
/** Radius of a circle as long as a meridian. */
const RADIUS = (EQUATOR_RADIUS_METRES / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const FALSE_EASTING_METRES = 500_000;

const FORWARD = [
  N / 2 - (2 * N ** 2) / 3 + (5 * N ** 3) / 16 + (41 * N ** 4) / 180,
  (13 * N ** 2) / 48 - (3 * N ** 3) / 5 + (557 * N ** 4) / 1440,
  (61 * N ** 3) / 240 - (103 * N ** 4) / 140,
  (49561 * N ** 4) / 161280,
];
const BACK = [
  N / 2 - (2 * N ** 2) / 3 + (37 * N ** 3) / 96 - N ** 4 / 360,
  N ** 2 / 48 + N ** 3 / 15 - (437 * N ** 4) / 1440,
  (17 * N ** 3) / 480 - (37 * N ** 4) / 840,
  (4397 * N ** 4) / 161280,
];

const radians = (degrees: number) => (degrees / 180) * Math.PI;
const degrees = (angle: number) => (angle / Math.PI) * 180;

/** East of the central meridian (which has 500,000) and north of the equator, in metres. */
export interface Projected {
  readonly east: number;
  readonly north: number;
}

/** The zone of three degrees in which a place lies; its central meridian is three times its number. */
export function zoneOf(place: LonLat): number {
  return Math.round(place[0] / 3);
}

/** @param zone see {@link zoneOf} */
export function toMetres([lon, lat]: LonLat, zone: number): Projected {
  const sine = Math.sin(radians(lat));
  const t = Math.sinh(Math.atanh(sine) - E * Math.atanh(E * sine));
  const away = radians(lon - 3 * zone);
  const xi = Math.atan2(t, Math.cos(away));
  const eta = Math.atanh(Math.sin(away) / Math.hypot(1, t));
  let [east, north] = [eta, xi];
  FORWARD.forEach((coefficient, i) => {
    const k = 2 * (i + 1);
    east += coefficient * Math.cos(k * xi) * Math.sinh(k * eta);
    north += coefficient * Math.sin(k * xi) * Math.cosh(k * eta);
  });
  return { east: FALSE_EASTING_METRES + RADIUS * east, north: RADIUS * north };
}

/** @param zone see {@link zoneOf} */
export function toDegrees({ east, north }: Projected, zone: number): LonLat {
  const xi = north / RADIUS;
  const eta = (east - FALSE_EASTING_METRES) / RADIUS;
  let [x, y] = [xi, eta];
  BACK.forEach((coefficient, i) => {
    const k = 2 * (i + 1);
    x -= coefficient * Math.sin(k * xi) * Math.cosh(k * eta);
    y -= coefficient * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const conformal = Math.asin(Math.sin(x) / Math.cosh(y));
  // The latitude of which this is the conformal one: each round leaves a hundredth of the error.
  let lat = conformal;
  const wanted = Math.atanh(Math.sin(conformal));
  for (let round = 0; round < 8; round++)
    lat = Math.asin(Math.tanh(wanted + E * Math.atanh(E * Math.sin(lat))));
  return [3 * zone + degrees(Math.atan2(Math.sinh(y), Math.cos(x))), degrees(lat)];
}
