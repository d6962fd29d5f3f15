import { toMetres, zoneOf } from '../../geo/gaussKruger';
import type { LonLat } from '../../geo/lonLat';
import { plan } from './state/plan';

/** `118.604210000, 24.801130000`: nine decimals are what a plan keeps, a tenth of a millimetre. */
export function writeDegrees([lon, lat]: LonLat): string {
  return `${lon.toFixed(9)}, ${lat.toFixed(9)}`;
}

/** The zone of three degrees of the open plan. */
export function zoneOfPlan(): number {
  const [first] = plan.partition?.nodes.values() ?? [];
  return zoneOf(first ?? [120, 0]);
}

/** `359123.4567, 2744012.3456`: metres east and north in a zone. */
export function writeMetres(place: LonLat, zone: number): string {
  const { east, north } = toMetres(place, zone);
  return `${east.toFixed(4)}, ${north.toFixed(4)}`;
}
