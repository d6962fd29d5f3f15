import { groundMetres } from './groundArea';
import { toDegrees, zoneOf } from './gaussKruger';
import type { LonLat } from './lonLat';

/** Farther from the place it stands for, what is typed is a slip. */
const FURTHEST_METRES = 20_000;
const NUMBER = /[-+]?\d+(?:\.\d+)?/g;

/**
 * A place as it is typed or pasted: two numbers in any order, degrees or metres of the zone (with or without the number
 * of the zone before the metres east), with whatever letters and signs stand around them. Of what they can mean, that is
 * taken which is nearest to the place that they are to replace.
 *
 * @param zone of the metres, see {@link zoneOf}
 * @returns `null` for anything else, and for what is more than 20 km away
 */
export function typedPlace(text: string, near: LonLat, zone = zoneOf(near)): LonLat | null {
  const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
  const numbers = (plain.match(NUMBER) ?? []).map(Number);
  const [a, b] = numbers;
  if (numbers.length !== 2 || a === undefined || b === undefined) return null;
  const offered: LonLat[] = [
    [a, b],
    [b, a],
  ];
  for (const [east, north] of [
    [a, b],
    [b, a],
  ] as const) {
    const short = east >= 1e7 ? east - zone * 1e6 : east;
    if (short > 0 && short < 1e6 && north > 1e5) offered.push(toDegrees({ east: short, north }, zone));
  }
  const [best] = offered
    .filter(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)
    .map((place) => ({ place, metres: groundMetres(place, near) }))
    .sort((one, other) => one.metres - other.metres);
  return best && best.metres <= FURTHEST_METRES ? best.place : null;
}
