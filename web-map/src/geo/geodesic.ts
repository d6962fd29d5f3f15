import { areaUnder } from './groundArea';
import type { LonLat } from './lonLat';

const EQUATOR_RADIUS_METRES = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const POLE_RADIUS_METRES = EQUATOR_RADIUS_METRES * (1 - FLATTENING);
const radians = (degrees: number) => (degrees / 180) * Math.PI;

/** Length of the shortest line between two places on the ellipsoid of CGCS2000, in metres (Vincenty, 1975). */
export function geodesicMetres(a: LonLat, b: LonLat): number {
  if (a[0] === b[0] && a[1] === b[1]) return 0;
  const along = radians(b[0] - a[0]);
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(radians(a[1])));
  const u2 = Math.atan((1 - FLATTENING) * Math.tan(radians(b[1])));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = along;
  let [sinSigma, cosSigma, sigma, cosSquared, cosMiddle] = [0, 1, 0, 1, 0];
  // Places of a town settle after three rounds; only opposite ends of the Earth never do.
  for (let round = 0; round < 100; round++) {
    sinSigma = Math.hypot(c2 * Math.sin(lambda), c1 * s2 - s1 * c2 * Math.cos(lambda));
    cosSigma = s1 * s2 + c1 * c2 * Math.cos(lambda);
    sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = sinSigma === 0 ? 0 : (c1 * c2 * Math.sin(lambda)) / sinSigma;
    cosSquared = 1 - sinAlpha * sinAlpha;
    cosMiddle = cosSquared === 0 ? 0 : cosSigma - (2 * s1 * s2) / cosSquared;
    const c = (FLATTENING / 16) * cosSquared * (4 + FLATTENING * (4 - 3 * cosSquared));
    const last = lambda;
    lambda =
      along +
      (1 - c) *
        FLATTENING *
        sinAlpha *
        (sigma + c * sinSigma * (cosMiddle + c * cosSigma * (2 * cosMiddle ** 2 - 1)));
    if (Math.abs(lambda - last) < 1e-13) break;
  }
  const ratio =
    (cosSquared * (EQUATOR_RADIUS_METRES ** 2 - POLE_RADIUS_METRES ** 2)) / POLE_RADIUS_METRES ** 2;
  const A = 1 + (ratio / 16384) * (4096 + ratio * (-768 + ratio * (320 - 175 * ratio)));
  const B = (ratio / 1024) * (256 + ratio * (-128 + ratio * (74 - 47 * ratio)));
  const correction =
    B *
    sinSigma *
    (cosMiddle +
      (B / 4) *
        (cosSigma * (2 * cosMiddle ** 2 - 1) -
          (B / 6) * cosMiddle * (4 * sinSigma ** 2 - 3) * (4 * cosMiddle ** 2 - 3)));
  return POLE_RADIUS_METRES * A * (sigma - correction);
}

/** What a measured line tells: its length in metres, and the square metres inside if it were closed. */
export interface Measured {
  readonly metres: number;
  /** `null` for fewer than three points. */
  readonly squareMetres: number | null;
}

/** Length of a line and the area inside the ring that it would close. */
export function measureLine(line: readonly LonLat[]): Measured {
  let metres = 0;
  for (let i = 1; i < line.length; i++) metres += geodesicMetres(line[i - 1] as LonLat, line[i] as LonLat);
  const [first] = line;
  if (!first || line.length < 3) return { metres, squareMetres: null };
  return { metres, squareMetres: Math.abs(areaUnder([...line, first], first[1])) };
}
