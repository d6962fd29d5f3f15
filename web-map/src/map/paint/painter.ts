import type { TileAddress } from '../../geo/mercator';
import { tileSizeMetres } from '../../geo/mercator';
import { mapLayers } from '../layers/layer';
import { type DecodedTile, gridsInHand, levelOf, type TileFeature } from '../tiles/decode';
import { Brush, hatch } from './brush';
import {
  BORDER,
  borderWidth,
  GRID_COLOURS,
  GRID_FILL_OPACITY,
  type GridTheme,
  houseColour,
  HOUSE_COLOUR,
  type MapStyle,
  RAIL,
  ROAD,
  ROAD_EDGE,
  roadMetres,
  THEME_FILL_OPACITY,
  UNTOLD_LINES,
} from './style';

/** The finest zoom at which a picture is painted. */
export const FINEST_PICTURE = 19;

/**
 * Paints one square picture of the map from a vector tile that is the picture's own or an ancestor of it, its grids from
 * `coloured`, which may be tiles inside it. Both maps use it, so that they look alike.
 */
export function paintTile(
  context: CanvasRenderingContext2D,
  picture: TileAddress,
  pixels: number,
  tile: DecodedTile,
  coloured: readonly DecodedTile[],
  style: MapStyle,
): void {
  if (style.layers.grids)
    for (const part of coloured) paintGrids(brushOn(context, picture, pixels, part), part, style);
  const brush = brushOn(context, picture, pixels, tile);
  if (style.layers.roads) paintRoads(brush, tile.layers.road);
  if (style.layers.houses) paintHouses(brush, tile, style.layers.uses === true);
  if (style.layers.grids) paintBorders(brush, tile.layers.grid_border, style.level);
  for (const { name, ground } of mapLayers())
    if (ground && style.layers[name]) ground.paint(brush, tile.more[ground.tileLayer] ?? [], style);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** A brush in the units of a tile, which is the picture's own, an ancestor of it or inside it. */
function brushOn(
  context: CanvasRenderingContext2D,
  picture: TileAddress,
  pixels: number,
  tile: DecodedTile,
): Brush {
  const shift = 2 ** (picture.z - tile.address.z);
  const scale = (pixels * shift) / tile.extent;
  context.setTransform(
    scale,
    0,
    0,
    scale,
    -(picture.x - tile.address.x * shift) * pixels,
    -(picture.y - tile.address.y * shift) * pixels,
  );
  return new Brush(context, scale, pixels / tileSizeMetres(picture));
}

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
function paintTheme(brush: Brush, grids: readonly TileFeature[], theme: GridTheme): void {
  const { context } = brush;
  for (const grid of grids) {
    const mark = theme.grids.get(grid.id);
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

function paintRoads(brush: Brush, roads: readonly TileFeature[]): void {
  const rail = (road: TileFeature) => /rail|subway|tram/i.test(String(road.properties['kind']));
  const groups = new Map<number, TileFeature[]>();
  for (const road of roads) {
    if (rail(road)) continue;
    const metres = roadMetres(road.properties['kind']);
    groups.set(metres, [...(groups.get(metres) ?? []), road]);
  }
  const ordered = [...groups].sort(([a], [b]) => a - b);
  const width = (metres: number) => Math.max(metres > 5 ? 1 : 0.6, metres * brush.pixelsPerMetre);
  for (const [metres, group] of ordered) {
    if (width(metres) > 1.5) brush.stroke(group, ROAD_EDGE, width(metres) + 2, false);
  }
  for (const [metres, group] of ordered) {
    brush.stroke(group, width(metres) > 1.5 ? ROAD : ROAD_EDGE, width(metres), false);
  }
  brush.stroke(roads.filter(rail), RAIL, 1.4, false, [6, 4]);
}

function paintHouses(brush: Brush, tile: DecodedTile, byUse: boolean): void {
  const groups = new Map<string, TileFeature[]>();
  for (const house of tile.layers.house) {
    const colour = houseColour(house.properties['use'], byUse);
    groups.set(colour, [...(groups.get(colour) ?? []), house]);
  }
  for (const [colour, houses] of groups) for (const house of houses) brush.fill([house], colour);
  brush.stroke(tile.layers.house, '#8B8374', 0.8, true);
  const { context } = brush;
  for (const point of tile.layers.house_point) {
    const at = point.rings[0]?.[0];
    if (!at) continue;
    const count = Number(point.properties['count'] ?? 1);
    const radius =
      count > 1
        ? Math.min(9, 2 + Math.sqrt(count) * 0.5)
        : Math.max(1.6, Math.min(5, 3 * brush.pixelsPerMetre));
    context.beginPath();
    context.arc(at[0], at[1], radius / brush.scale, 0, 2 * Math.PI);
    context.fillStyle =
      point.properties['use'] === undefined ? HOUSE_COLOUR : houseColour(point.properties['use'], byUse);
    context.fill();
    context.strokeStyle = '#8B8374';
    context.lineWidth = 0.8 / brush.scale;
    context.stroke();
  }
}

function paintBorders(brush: Brush, borders: readonly TileFeature[], level: number): void {
  const finestFirst = [...new Set(borders.map(levelOf))].sort((a, b) => b - a);
  for (const of of finestFirst) {
    const lines = borders.filter((border) => levelOf(border) === of);
    const width = borderWidth(of, level);
    if (of <= level) brush.stroke(lines, 'rgba(255,255,255,0.85)', width + 2, false);
    brush.stroke(lines, of <= level ? BORDER : 'rgba(59,70,88,0.45)', width, false, of > level ? [3, 3] : []);
  }
}
