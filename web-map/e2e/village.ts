import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LonLat } from '../src/geo/lonLat';

/** A village of twelve square grids on made-up land, as its office has it: a Shapefile with three slips, and houses. */
const WEST = 118.61;
const SOUTH = 24.81;
const SIDE = 0.002;
const COLUMNS = 4;
const ROWS = 3;
/** Where a usual grid has its houses, from its south-western corner. */
const USUAL: readonly LonLat[] = [0.001, 0.0013, 0.0016].flatMap((y) =>
  [0.0006, 0.001, 0.0014, 0.0018].map((x): LonLat => [x, y]),
);
/** Eight houses in a row just inside the western border. */
const ALONG_WEST: readonly LonLat[] = [2, 4, 6, 8, 10, 12, 14, 16].map((y): LonLat => [0.00015, y / 10_000]);
/** Six houses of an estate in the south-western corner. */
const ESTATE: readonly LonLat[] = [0.0003, 0.0006].flatMap((y) =>
  [0.0002, 0.0005, 0.0008].map((x): LonLat => [x, y]),
);

export const gridAt = (column: number, row: number) => String(1 + row * COLUMNS + column).padStart(3, '0');
/** A place in a grid, from its south-western corner. */
export const placeIn = (column: number, row: number, [x, y]: LonLat): LonLat => [
  Number((WEST + column * SIDE + x).toFixed(9)),
  Number((SOUTH + row * SIDE + y).toFixed(9)),
];
/** Two pairs of neighbours in the middle row: the western one has 4 houses, the eastern one 20. */
export const PAIRS = [
  [0, 1],
  [2, 3],
] as const;
export const PAIR_ROW = 1;
/** The grid that has an estate besides its usual houses. */
export const WITH_ESTATE = [0, 0] as const;

function housesOf(column: number, row: number): readonly LonLat[] {
  if (column === WITH_ESTATE[0] && row === WITH_ESTATE[1]) return [...USUAL, ...ESTATE];
  if (row !== PAIR_ROW) return USUAL;
  return column % 2 === 0 ? USUAL.slice(0, 4) : [...USUAL, ...ALONG_WEST];
}

/** A square whose sides have a corner in their middle, which a slip may have moved. */
function ringOf(column: number, row: number): LonLat[] {
  const half = SIDE / 2;
  const corners: LonLat[] = [
    [0, 0],
    [half, 0],
    [SIDE, 0],
    [SIDE, half],
    [SIDE, SIDE],
    [half, SIDE],
    [0, SIDE],
    [0, half],
    [0, 0],
  ];
  // Five metres into the neighbour, five metres short of another one, a centimetre beside a third.
  if (column === 0 && row === 0) corners[3] = [SIDE + 0.00005, half];
  if (column === 1 && row === 2) corners[7] = [0.00005, half];
  if (column === 2 && row === 2) corners[3] = [SIDE - 0.0000001, half];
  return corners.map((corner) => placeIn(column, row, corner));
}

const cells = Array.from(
  { length: COLUMNS * ROWS },
  (_, i) => [i % COLUMNS, Math.floor(i / COLUMNS)] as const,
);
const polygon = (properties: Record<string, unknown>, ring: readonly LonLat[]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const asText = (features: readonly unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });

/** Writes the files to a folder, the grids with GDAL as a Shapefile; the village beside it has three flawless ones. */
export async function writeVillage(folder: string) {
  const drawn = join(folder, 'drawn.geojson');
  await writeFile(
    drawn,
    asText(
      cells.map(([column, row]) => {
        const code = gridAt(column, row);
        return polygon({ code, name: `${String(Number(code))}号网格` }, ringOf(column, row));
      }),
    ),
  );
  const grids = join(folder, 'village.shp');
  await promisify(execFile)('ogr2ogr', [
    '-f',
    'ESRI Shapefile',
    '-a_srs',
    'EPSG:4490',
    '-lco',
    'ENCODING=UTF-8',
    grids,
    drawn,
  ]);
  const houses = join(folder, 'houses.geojson');
  const width = 0.00004;
  await writeFile(
    houses,
    asText(
      cells.flatMap(([column, row]) =>
        housesOf(column, row).map(([x, y], i) => {
          const at = ([east, north]: LonLat): LonLat => placeIn(column, row, [x + east, y + north]);
          const ring = [at([-width, -width]), at([width, -width]), at([width, width]), at([-width, width])];
          return polygon({ number: `${gridAt(column, row)}-${String(i + 1)}`, floors: 3 }, [
            ...ring,
            ring[0] as LonLat,
          ]);
        }),
      ),
    ),
  );
  const beside = join(folder, 'beside.geojson');
  const others = [0, 1, 2].map((row) => polygon({ name: `东${String(row + 1)}` }, ringOf(COLUMNS, row)));
  await writeFile(beside, asText(others));
  return { grids, houses, beside };
}
