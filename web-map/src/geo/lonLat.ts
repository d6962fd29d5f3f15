/** A place: longitude and latitude in degrees, longitude first. */
export type LonLat = readonly [lon: number, lat: number];

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

const EARTH_RADIUS_METRES = 6_371_008.8;
const METRES_PER_DEGREE = (Math.PI / 180) * EARTH_RADIUS_METRES;

/** Great-circle distance in metres on the mean sphere (within 0.6 % of the ellipsoid). */
export function distanceMetres(a: LonLat, b: LonLat): number {
  const toRadians = Math.PI / 180;
  const dLat = (b[1] - a[1]) * toRadians;
  const dLon = (b[0] - a[0]) * toRadians;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a[1] * toRadians) * Math.cos(b[1] * toRadians) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Moves a place by metres east and north; good for steps that are small against the Earth. */
export function offset(place: LonLat, eastMetres: number, northMetres: number): LonLat {
  const lat = Math.max(-85, Math.min(85, place[1] + northMetres / METRES_PER_DEGREE));
  const lon = place[0] + eastMetres / (METRES_PER_DEGREE * Math.cos((place[1] * Math.PI) / 180));
  return [((((lon + 180) % 360) + 360) % 360) - 180, lat];
}

export function centreOf(bounds: Bounds): LonLat {
  return [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
}

/** Width (west–east at mid latitude) and height (south–north) of bounds in metres. */
export function sizeMetres(bounds: Bounds): { width: number; height: number } {
  const lat = (bounds[1] + bounds[3]) / 2;
  return {
    width: distanceMetres([bounds[0], lat], [bounds[2], lat]),
    height: distanceMetres([bounds[0], bounds[1]], [bounds[0], bounds[3]]),
  };
}

export function boundsIntersect(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** `118.60421° E  24.80113° N`: five decimals are about one metre. */
export function formatLonLat(place: LonLat): string {
  const ew = place[0] < 0 ? 'W' : 'E';
  const ns = place[1] < 0 ? 'S' : 'N';
  return `${Math.abs(place[0]).toFixed(5)}° ${ew}  ${Math.abs(place[1]).toFixed(5)}° ${ns}`;
}
