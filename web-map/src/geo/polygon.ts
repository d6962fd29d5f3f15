/** A ring of points in any plane; closed or not. */
export type Ring = readonly (readonly [number, number])[];

/** Even-odd test of a point against rings of one or more polygons, holes included. */
export function ringsContain(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i];
      const b = ring[j];
      if (!a || !b) continue;
      if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
    }
  }
  return inside;
}

/** Twice the signed area; the sign tells the direction. */
export function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (a && b) sum += (b[0] - a[0]) * (a[1] + b[1]);
  }
  return sum;
}

/** Splits the rings of a tile feature into polygons: a ring that runs as the first one opens one, the others are holes. */
export function polygonsOf<R extends Ring>(rings: readonly R[]): R[][] {
  const polygons: R[][] = [];
  let outer = 0;
  for (const ring of rings) {
    const sign = Math.sign(signedArea(ring));
    if (sign === 0) continue;
    if (outer === 0) outer = sign;
    if (sign === outer) polygons.push([ring]);
    else polygons[polygons.length - 1]?.push(ring);
  }
  return polygons;
}

/** Splits GeoJSON polygons or lines into point lists; other geometries give none. */
export function linesOf(geometry: {
  readonly type: string;
  readonly coordinates?: unknown;
}): (readonly [number, number])[][] {
  type Line = (readonly [number, number])[];
  switch (geometry.type) {
    case 'LineString':
      return [geometry.coordinates as Line];
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates as Line[];
    case 'MultiPolygon':
      return (geometry.coordinates as Line[][]).flat();
    default:
      return [];
  }
}
