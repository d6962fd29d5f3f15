import type { Obstacle } from './api';
import type { ServerProblem } from '../../api/http';

/** What the server names as being in the way: the findings of a conflict or the places of an invalid outline. */
export function obstaclesOf({ details }: ServerProblem): Obstacle[] {
  const listed = [details['findings'], details['places'], details['faults']].find(Array.isArray) as
    unknown[] | undefined;
  return (listed ?? []).flatMap((each): Obstacle[] => {
    if (typeof each !== 'object' || each === null) return [];
    const { kind, place, grids, areaSquareMetres } = each as Record<string, unknown>;
    return [
      {
        ...(typeof kind === 'string' ? { kind } : {}),
        place: isPlace(place) ? place : null,
        grids: Array.isArray(grids) ? grids.filter((code) => typeof code === 'string') : [],
        areaSquareMetres: typeof areaSquareMetres === 'number' ? areaSquareMetres : null,
      },
    ];
  });
}

function isPlace(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((each) => Number.isFinite(each));
}
