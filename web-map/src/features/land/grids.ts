import { gridLabel, numberInName } from '../../geo/gridCode';
import { type Brush, hatch } from '../../map/paint/brush';
import type { Label, MapLayer } from '../../map/layers/layer';
import type { MapStyle, Theme } from '../../map/paint/style';
import { type DecodedTile, featuresIn, type TileFeature } from '../../map/tiles/decode';
import {
  BORDER,
  borderWidth,
  GRID_COLOURS,
  GRID_FILL_OPACITY,
  THEME_FILL_OPACITY,
  UNTOLD_LINES,
} from './look';
import { carrying, gridAt, gridsInHand, levelOf } from './tiles';

/** Zooms down to which the grids of a theme are looked for: a far tile carries only coarser ones, which no count fits. */
const FINER = 3;
const WALL_METRES = 16;
const WALL_OPACITY = 0.22;

/** Grids of the chosen level. */
function paintGrids(brush: Brush, tile: DecodedTile, { level, theme }: MapStyle): void {
  const grids = gridsInHand(tile, 'grid', level);
  if (theme) {
    paintTheme(brush, grids, theme);
    return;
  }
  const groups = new Map<string, TileFeature[]>();
  for (const grid of grids) {
    const colour =
      GRID_COLOURS[Number(grid.properties['colour'] ?? 0) % GRID_COLOURS.length] ?? GRID_COLOURS[0];
    groups.set(colour, [...(groups.get(colour) ?? []), grid]);
  }
  brush.context.globalAlpha = GRID_FILL_OPACITY;
  // Grids that overlap are two fills, so that the overlap shows darker; even-odd over both would make it a hole.
  for (const [colour, group] of groups) for (const grid of group) brush.fill([grid], colour);
  brush.context.globalAlpha = 1;
}

/** Fills each grid by its count; one whose count is not told is hatched, one that was not counted stays paper. */
function paintTheme(brush: Brush, grids: readonly TileFeature[], theme: Theme): void {
  const { context } = brush;
  for (const grid of grids) {
    const mark = theme.marks.get(grid.id);
    if (!mark) continue;
    if (mark.colour !== null) {
      context.globalAlpha = THEME_FILL_OPACITY;
      brush.fill([grid], mark.colour);
      context.globalAlpha = 1;
      continue;
    }
    context.save();
    context.beginPath();
    brush.trace(grid.rings, true);
    context.clip('evenodd');
    hatch(brush, grid.rings, UNTOLD_LINES);
    context.restore();
  }
}

function paintBorders(brush: Brush, tile: DecodedTile, { level }: MapStyle): void {
  const borders = featuresIn(tile, 'grid_border');
  const finestFirst = [...new Set(borders.map(levelOf))].sort((a, b) => b - a);
  for (const of of finestFirst) {
    const lines = borders.filter((border) => levelOf(border) === of);
    const width = borderWidth(of, level);
    if (of <= level) brush.stroke(lines, 'rgba(255,255,255,0.85)', width + 2, false);
    brush.stroke(lines, of <= level ? BORDER : 'rgba(59,70,88,0.45)', width, false, of > level ? [3, 3] : []);
  }
}

function labelOf(feature: TileFeature, theme: Theme | null): readonly Label[] {
  const at = feature.rings[0]?.[0];
  if (!at) return [];
  const { name, code, level } = feature.properties;
  const title = gridLabel(String(code ?? ''), String(name ?? ''));
  const number = theme?.marks.get(feature.id)?.text ?? '';
  // Beside counts the number of a grid would pass for one.
  const short = theme?.marks.has(feature.id) ? null : numberInName(title);
  return [
    {
      key: `grid:${String(feature.id)}`,
      at,
      lift: 18,
      weight: 1e6 - Number(level ?? 0) * 1e5,
      size: Number(level ?? 3) <= 2 ? 16 : 14,
      texts: number !== '' ? [`${title} ${number}`, number] : [title, ...(short === null ? [] : [short])],
      colour: '#1D2939',
    },
  ];
}

/** Grids with their borders and names. */
export const GRIDS: MapLayer = {
  name: 'grids',
  position: 10,
  on: true,
  yieldsTo: 'grids',
  ground: [
    {
      tileLayers: ['grid'],
      order: 10,
      paint: paintGrids,
      tilesFor: (tile, read, { theme, level }, signal) => theme && carrying(level, tile, read, FINER, signal),
    },
    { tileLayers: ['grid_border'], order: 40, paint: paintBorders },
  ],
  labels: {
    tileLayers: ['grid_label'],
    labels: (tile, { level, theme }) =>
      gridsInHand(tile, 'grid_label', level).flatMap((label) => labelOf(label, theme)),
  },
  lines: {
    tileLayer: 'grid_border',
    colour: BORDER,
    pixels: (border, { level }) => (levelOf(border) > level ? null : borderWidth(levelOf(border), level)),
  },
  hits: {
    kind: 'grid',
    tileLayers: ['grid'],
    order: 20,
    brightens: true,
    at: (tile, place, _, { level }) => gridAt(tile, place, level),
  },
};

/** The borders of the chosen level as walls on the globe. */
export const WALLS: MapLayer = {
  name: 'walls',
  position: 20,
  on: true,
  yieldsTo: 'grids',
  bodies: {
    tileLayer: 'grid_border',
    form: { wall: WALL_OPACITY },
    look: (border, { layers, level }) =>
      layers['grids'] && levelOf(border) <= level ? { heightMetres: WALL_METRES, colour: BORDER } : null,
  },
};
