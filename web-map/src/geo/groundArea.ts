/**
 * Area and length on the ground, by the very formulas that the server uses (`GroundArea`): the area between a parallel
 * and a line on the GRS80 ellipsoid has a closed form (Snyder, 1987, eq. 3-12), integrated along the border by
 * Simpson's rule. Both are sums over segments, so that a border which moves costs its own segments and no others.
 */
const EQUATOR_RADIUS_METRES = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const E2 = FLATTENING * (2 - FLATTENING);
const E = Math.sqrt(E2);
const HALF_POLE_RADIUS_SQUARED = (EQUATOR_RADIUS_METRES * EQUATOR_RADIUS_METRES * (1 - E2)) / 2;

type Line = readonly (readonly [number, number])[];

const radians = (degrees: number) => (degrees / 180) * Math.PI;

/** Twice the area from the equator to a latitude, for one radian and a pole radius of 1. */
function zone(lat: number): number {
  const s = Math.sin(lat);
  const es = E * s;
  return s / (1 - es * es) + (Math.log1p(es) - Math.log1p(-es)) / (2 * E);
}

/**
 * Square metres between a line and a parallel; negative where the line runs east above it. Summed over a closed ring it
 * is the ring's area, positive for a ring that runs counter-clockwise.
 *
 * @param latitude of the parallel in degrees; one near the line keeps the sum exact
 */
export function areaUnder(line: Line, latitude: number): number {
  const first = line[0];
  if (!first) return 0;
  const q0 = zone(radians(latitude));
  let lat = radians(first[1]);
  let q = zone(lat) - q0;
  let lon = first[0];
  let sum = 0;
  for (let i = 1; i < line.length; i++) {
    const next = line[i] as readonly [number, number];
    const nextLat = radians(next[1]);
    const nextQ = zone(nextLat) - q0;
    const middleQ = zone((lat + nextLat) / 2) - q0;
    sum += (radians(next[0] - lon) * (q + 4 * middleQ + nextQ)) / 6;
    lat = nextLat;
    q = nextQ;
    lon = next[0];
  }
  return -sum * HALF_POLE_RADIUS_SQUARED;
}

/** Length of a line in metres. */
export function lengthOf(line: Line): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) {
    sum += groundMetres(line[i - 1] as readonly [number, number], line[i] as readonly [number, number]);
  }
  return sum;
}

/** Distance in metres between two near places, as the server measures borders. */
export function groundMetres(a: readonly [number, number], b: readonly [number, number]): number {
  const perDegree = radians(EQUATOR_RADIUS_METRES);
  const dy = (b[1] - a[1]) * perDegree;
  const dx = (b[0] - a[0]) * perDegree * Math.cos(radians((a[1] + b[1]) / 2));
  return Math.hypot(dx, dy);
}

/** How round a shape is: 4π·area/perimeter², 1 for a circle. */
export function compactnessOf(areaSquareMetres: number, perimeterMetres: number): number {
  return perimeterMetres > 0 ? (4 * Math.PI * areaSquareMetres) / (perimeterMetres * perimeterMetres) : 0;
}
