import type { Right } from '../../api/session';
import type { Claim } from '../../state/claims';
import type { Brush } from '../paint/brush';
import type { MapStyle } from '../paint/style';
import type { TileFeature } from '../tiles/decode';

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
  /** How much it is worth where labels and symbols want one place; house numbers are worth 1, grids 10⁵ and more. */
  readonly weight: number;
}

/** Points of a tile that carry the number of a list beside the map, their property `ordinal`. */
export interface PinSource {
  readonly kind: string;
  readonly tileLayer: string;
  readonly colour: string;
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
  /** Draws on the ground, above land, roads and houses. */
  readonly ground?: GroundSource;
}

/** Features of a tile that are painted on the ground, in the units of the tile. */
export interface GroundSource {
  readonly tileLayer: string;
  paint(brush: Brush, features: readonly TileFeature[], style: MapStyle): void;
}

/** A layer with the key of its word. */
export type NamedLayer = MapLayer & { readonly words: string };

const layers: NamedLayer[] = [];

/** @param words the key of its word */
export function addLayer(layer: MapLayer, words: string): void {
  layers.push({ ...layer, words });
  layers.sort((a, b) => a.position - b.position);
}

/** All layers, in the order of their switches. */
export function mapLayers(): readonly NamedLayer[] {
  return layers;
}

/** Layers of a tile that something is drawn from. */
export function tileLayersOf(): string[] {
  return layers.flatMap(({ symbols = [], pins, ground }) =>
    [...symbols, ...(pins ? [pins] : []), ...(ground ? [ground] : [])].map(({ tileLayer }) => tileLayer),
  );
}
