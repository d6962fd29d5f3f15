import type { Right } from '../../api/session';
import type { LonLat } from '../../geo/lonLat';
import type { TileAddress } from '../../geo/mercator';
import type { Claim } from '../../state/claims';
import type { Brush } from '../paint/brush';
import type { MapStyle } from '../paint/style';
import type { DecodedTile, Point, TileFeature } from '../tiles/decode';

/** How a symbol looks: its ground and the strokes on it, on a square of 24 units. */
export interface SymbolLook {
  readonly ground: string;
  readonly round: boolean;
  readonly strokes: string;
}

/** Points of a tile that are drawn as symbols and can be selected. */
export interface SymbolSource {
  /** What is selected with one; what it is called is its property `name`. */
  readonly kind: string;
  readonly tileLayer: string;
  readonly look: SymbolLook;
  /** Drawn when the viewer is nearer than this. */
  readonly rangeMetres: number;
  /** How much it is worth where labels and symbols want one place, as in {@link Label}. */
  readonly weight: number;
}

/** Points of a tile that carry the number of a list beside the map, their property `ordinal`. */
export interface PinSource {
  readonly kind: string;
  readonly tileLayer: string;
  readonly colour: string;
}

/** How pillars of one sort look; a short text beside the colour tells them apart without it. */
export interface PillarLook {
  readonly colour: string;
  readonly mark: string;
}

/** Something that the feature itself places: a pillar on the globe, a symbol on the flat map. */
export interface Pillar {
  readonly id: number;
  readonly place: LonLat;
  /** Pillars with the same text stand on each other, wherever the viewer is. */
  readonly stack: string;
  /** Which of the looks it has; the first matters most. */
  readonly look: number;
  readonly heightMetres: number;
  /** Over and done with: drawn paler. */
  readonly faded: boolean;
  /** Not to be missed: ringed. */
  readonly ringed: boolean;
}

export interface PillarSource {
  /** What is selected with one. */
  readonly kind: string;
  readonly looks: () => readonly PillarLook[];
  /** What stands now; asked again whenever what it reads changes. */
  readonly standing: () => readonly Pillar[];
}

/** What a feature adds to the map: one switch in the panel of layers, and what is drawn while it is on. */
export interface MapLayer {
  /** As the address carries it when it is off. */
  readonly name: string;
  /** Where its switch stands among the others; tens leave room. */
  readonly position: number;
  /** Whether it is usually on. */
  readonly on: boolean;
  /** Tells of what lies inside the borders; administrators are shown none of it. */
  readonly inside?: boolean;
  /** Whose right it needs. */
  readonly right?: Right;
  /** Whether there is anything to switch; without it, always. */
  readonly offered?: () => boolean;
  /** What it gives way to. */
  readonly yieldsTo?: Claim;
  readonly symbols?: readonly SymbolSource[];
  readonly pins?: PinSource;
  readonly pillars?: PillarSource;
  readonly ground?: readonly GroundSource[];
  /** Written while the switch of names is on too. */
  readonly labels?: LabelSource;
  readonly bodies?: BodySource;
  readonly lines?: LineSource;
  readonly hits?: HitSource;
}

/** The layer whose switch is that of all names. */
export const NAMES = 'labels';
/** The layer whose switch is that of the pictures of another map below everything. */
export const BASE = 'base';

/** Reads a tile, and gives up when `signal` aborts. */
export type ReadTile = (address: TileAddress, signal?: AbortSignal) => Promise<DecodedTile>;

/** What is painted on the ground, in the units of the tile. */
export interface GroundSource {
  readonly tileLayers: readonly string[];
  /** What lies above what, across all layers: the lower first; tens leave room. */
  readonly order: number;
  paint(brush: Brush, tile: DecodedTile, style: MapStyle): void;
  /** The tiles from which the picture of a tile is painted, where its own does not do; `null` where it does. */
  tilesFor?(
    tile: DecodedTile,
    read: ReadTile,
    style: MapStyle,
    signal?: AbortSignal,
  ): Promise<readonly DecodedTile[]> | null;
}

/** A name or number that is written above the map. */
export interface Label {
  /** The first of a key is written; `KIND:ID` follows the pointer. */
  readonly key: string;
  /** In the units of the tile. */
  readonly at: Point;
  /** Metres above the ground. */
  readonly lift: number;
  /** Wins a place from what is worth less; pins are worth 10⁸. */
  readonly weight: number;
  readonly size: number;
  /** The longest first; the first that fits is written. */
  readonly texts: readonly string[];
  readonly colour: string;
}

export interface LabelSource {
  readonly tileLayers: readonly string[];
  /** Written when the viewer is nearer than this; without it, always. */
  readonly rangeMetres?: number;
  labels(tile: DecodedTile, style: MapStyle): readonly Label[];
}

/** How a feature stands on the globe. */
export interface BodyLook {
  readonly heightMetres: number;
  readonly colour: string;
}

/** Features of a tile that stand on the globe near the viewer. */
export interface BodySource {
  readonly tileLayer: string;
  /** Polygons as blocks, which can be selected as their kind; lines as walls, which can be looked through. */
  readonly form: { readonly block: string } | { readonly wall: number };
  /** @returns `null` for what does not stand */
  look(feature: TileFeature, style: MapStyle): BodyLook | null;
}

/** Lines that are seen at first, until the ground that carries them is drawn. */
export interface LineSource {
  readonly tileLayer: string;
  readonly colour: string;
  /** @returns their width, or `null` for what is not drawn */
  pixels(feature: TileFeature, style: MapStyle): number | null;
}

/** What can be selected where it lies. */
export interface HitSource {
  readonly kind: string;
  readonly tileLayers: readonly string[];
  /** Who is asked first, across all layers; tens leave room. */
  readonly order: number;
  /** Follows the pointer when the viewer is nearer than this; without it, always. */
  readonly hoverMetres?: number;
  /** Whether its ground brightens below the pointer, where no pin is; if not, its body does. */
  readonly brightens: boolean;
  /** @param reachMetres how far beside a point counts as on it */
  at(tile: DecodedTile, place: LonLat, reachMetres: number, style: MapStyle): TileFeature | null;
}

/** A layer with the key of its word. */
export type NamedLayer = MapLayer & { readonly words: string };

const layers: NamedLayer[] = [];

/**
 * Takes the place of a layer of the same name.
 *
 * @param words the key of its word
 */
export function addLayer(layer: MapLayer, words: string): void {
  const same = layers.findIndex(({ name }) => name === layer.name);
  layers.splice(same < 0 ? layers.length : same, 1, { ...layer, words });
  layers.sort((a, b) => a.position - b.position);
}

/** All layers, in the order of their switches. */
export function mapLayers(): readonly NamedLayer[] {
  return layers;
}

/** The layers that are drawn in a style. */
export function shownLayers(style: MapStyle): readonly NamedLayer[] {
  return layers.filter(({ name }) => style.layers[name] === true);
}

/** Layers of a tile that something is drawn from. */
export function tileLayersOf(): string[] {
  const names = layers.flatMap(({ symbols = [], pins, ground = [], labels, bodies, lines, hits }) => [
    ...[...symbols, pins, bodies, lines].flatMap((source) => source?.tileLayer ?? []),
    ...[...ground, labels, hits].flatMap((source) => source?.tileLayers ?? []),
  ]);
  return [...new Set(names)];
}
