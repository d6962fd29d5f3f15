import { reactive, shallowRef } from 'vue';
import type { RoadLine } from '../api';
import type { LonLat } from '../../../geo/lonLat';
import type { BorderSnap } from '../../../map/edit/snapping';
import { onForget } from '../../../state/memory';
import type { PickedPoint } from './picks';
import type { Refusal } from './planOutcome';

type Pixel = readonly [x: number, y: number];

/** What a menu of the map is about. */
export interface MenuTarget {
  readonly place: LonLat;
  /** The handle there. */
  readonly point: PickedPoint | null;
  /** The border there, and which of its segments. */
  readonly border: { readonly edge: number; readonly segment: number } | null;
  /** The leaf there; empty where there is none. */
  readonly grid: string;
}

/** The tools of the plan editor, in the order of the bar. */
export const TOOLS = [
  'select',
  'split',
  'island',
  'redraw',
  'transfer',
  'brush',
  'merge',
  'adopt',
  'lock',
  'measure',
] as const;
export type Tool = (typeof TOOLS)[number];

/** The key that takes each tool up. */
export const TOOL_KEYS: Readonly<Record<Tool, string>> = {
  select: 'V',
  split: 'S',
  island: 'I',
  redraw: 'R',
  transfer: 'T',
  brush: 'B',
  merge: 'J',
  adopt: 'A',
  lock: 'L',
  measure: 'M',
};

/** Tools that draw a line of points. */
export const LINE_TOOLS: readonly Tool[] = ['split', 'island', 'redraw', 'transfer', 'measure'];
/** Those whose line comes back to its start. */
export const RING_TOOLS: readonly Tool[] = ['island', 'transfer'];

/** What on the ground a point may be caught by. */
export type GroundSnap = 'road' | 'plot' | 'house';
/** Kinds of things that may catch a point, as they are chosen. */
export const SNAP_CHOICES = ['corner', 'border', 'road', 'plot'] as const;
export type SnapChoice = (typeof SNAP_CHOICES)[number];

/** What a point was caught by. */
export type SnapKind = BorderSnap | GroundSnap;

/**
 * How the grids of a plan are coloured: by their residents against the norm, only to tell neighbours apart, or by a
 * column of the table.
 */
export type Colouring = 'band' | 'grids' | `column:${string}`;

/** Colours of leaves by a column of the table. */
export const columnColours = shallowRef<ReadonlyMap<string, string>>(new Map());

/** What the brush takes up. */
export type BrushTakes = 'houses' | 'blocks';

function nothing() {
  return {
    tool: 'select' as Tool,
    snapping: true,
    /** What catches while snapping is on. */
    snapTo: [...SNAP_CHOICES] as SnapChoice[],
    /** How near something must be to catch: pixels of the picture, or metres on the ground. */
    snapWithin: { amount: 8, unit: 'px' as 'px' | 'm' },
    colouring: 'band' as Colouring,
    /** Pixels around the pointer within which the brush paints. */
    brushPixels: 26,
    /** Whether it takes up single houses or whole blocks between roads. */
    brushTakes: 'houses' as BrushTakes,
    /** Points of the line that is being drawn. */
    line: [] as LonLat[],
    snap: null as SnapKind | null,
    /** Numbers of the houses under the brush, and the grid that gains them. */
    painted: [] as number[],
    /** Places in the blocks under the brush. */
    paintedBlocks: [] as LonLat[],
    paintTo: null as string | null,
    /** The grid that a double click of the brush gives a whole block to. */
    blockTo: null as string | null,
    /** The grid that glows because the brush gives to it, or would from where the pointer is. */
    gainer: null as string | null,
    /** Why the last step was refused, said at the place itself. */
    refusal: null as (Refusal & { readonly at: number }) | null,
    /** Roads that the chosen border may follow. */
    roads: null as RoadLine[] | null,
    roadInHand: null as number | null,
    /** Nodes and vertices that are moved and removed together. */
    picked: [] as readonly PickedPoint[],
    /** The box that is drawn to pick what lies in it, in pixels of the map. */
    box: null as { readonly from: Pixel; readonly to: Pixel } | null,
    /** Whether the measured line is complete: the next point begins another. */
    measured: false,
    /** What a menu was asked for, and where on the map. */
    menu: null as { readonly at: Pixel; readonly on: MenuTarget } | null,
    /** Whether the keys are shown. */
    help: false,
    /** The handle that is being dragged: its key and kind. */
    handle: null as { readonly key: string; readonly kind: 'node' | 'vertex' | 'middle' } | null,
    /** What a button asks {@link EditInteraction} to do. */
    wish: null as 'finish' | 'drop' | 'removeVertex' | null,
    /** What went wrong on the way to the server, to be told once. */
    failure: null as unknown,
    /** A step of drawing that the server has not answered yet, for over a second. */
    slow: false,
  };
}

export const drawing = reactive(nothing());

/** Takes a tool up; what was begun with the last one is dropped. */
export function takeUp(tool: Tool): void {
  Object.assign(drawing, {
    tool,
    line: [],
    measured: false,
    picked: [],
    box: null,
    menu: null,
    snap: null,
    painted: [],
    paintedBlocks: [],
    paintTo: null,
    gainer: null,
    roads: null,
    roadInHand: null,
    refusal: null,
  });
}

/** Drops what was begun; says whether there was anything. */
export function dropDrawing(): boolean {
  const had =
    drawing.line.length > 0 ||
    drawing.painted.length > 0 ||
    drawing.paintedBlocks.length > 0 ||
    drawing.roads !== null ||
    drawing.picked.length > 0 ||
    drawing.refusal !== null;
  drawing.line = [];
  drawing.measured = false;
  drawing.picked = [];
  drawing.box = null;
  drawing.painted = [];
  drawing.paintedBlocks = [];
  drawing.paintTo = null;
  drawing.roads = null;
  drawing.roadInHand = null;
  drawing.refusal = null;
  drawing.snap = null;
  return had;
}

/** Milliseconds after which a refusal is no longer told. */
const REFUSAL_MILLISECONDS = 10_000;
let telling: ReturnType<typeof setTimeout> | undefined;

/** Tells for a while why a step was refused. */
export function sayRefusal(refusal: Refusal): void {
  drawing.refusal = { ...refusal, at: Date.now() };
  clearTimeout(telling);
  telling = setTimeout(() => (drawing.refusal = null), REFUSAL_MILLISECONDS);
}

onForget(() => {
  Object.assign(drawing, nothing());
});
