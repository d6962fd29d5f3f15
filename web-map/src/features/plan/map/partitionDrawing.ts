import type { LonLat } from '../../../geo/lonLat';
import { fit } from '../../../map/canvas';
import type { PlanEdge, Partition } from '../../../geo/partition';
import { isOpen } from '../../../geo/partition';
import { GRID_COLOURS } from '../../land/face';

const colourings = new WeakMap<Partition, ReadonlyMap<string, string>>();
let lastColours: ReadonlyMap<string, string> = new Map();

/** Colours of leaves of which neighbours differ. A grid keeps its colour for as long as it can. */
export function coloursOf(partition: Partition): ReadonlyMap<string, string> {
  let colours = colourings.get(partition);
  if (!colours) {
    const given = new Map<string, string>();
    const around = new Map<string, Set<string>>();
    const note = (a: string, b: string) => around.set(a, (around.get(a) ?? new Set<string>()).add(b));
    for (const { left, right } of partition.edges.values()) {
      note(left, right);
      note(right, left);
    }
    for (const code of partition.leaves()) {
      const taken = new Set([...(around.get(code) ?? [])].map((other) => given.get(other)));
      const kept = lastColours.get(code);
      const free = GRID_COLOURS.filter((colour) => !taken.has(colour));
      given.set(code, kept !== undefined && !taken.has(kept) ? kept : (free[0] ?? GRID_COLOURS[0]));
    }
    colours = given;
    lastColours = given;
    colourings.set(partition, colours);
  }
  return colours;
}

const rings = new WeakMap<Partition, Map<string, LonLat[][]>>();

/** Rings of a grid or of open land; walked once. */
export function ringsOf(partition: Partition, label: string): LonLat[][] {
  let known = rings.get(partition);
  if (!known) {
    known = new Map();
    rings.set(partition, known);
  }
  let own = known.get(label);
  if (!own) {
    own = partition.ringsOf(label);
    known.set(label, own);
  }
  return own;
}

const levels = new WeakMap<Partition['grids'], WeakMap<PlanEdge, number>>();

/** The coarsest level that an edge divides; worked out once for each edge, until grids get other parents. */
export function levelOfEdge(partition: Partition, edge: PlanEdge): number {
  let known = levels.get(partition.grids);
  if (!known) {
    known = new WeakMap();
    levels.set(partition.grids, known);
  }
  let level = known.get(edge);
  if (level === undefined) {
    level = partition.levelOf(edge);
    known.set(edge, level);
  }
  return level;
}

export function openLabels(partition: Partition): string[] {
  const labels = new Set<string>();
  for (const { left, right } of partition.edges.values()) {
    if (isOpen(left)) labels.add(left);
    if (isOpen(right)) labels.add(right);
  }
  return [...labels];
}

/** Empties a canvas of the plan editor and sets round line joins. */
export function prepare(context: CanvasRenderingContext2D): void {
  fit(context);
  context.lineJoin = 'round';
  context.lineCap = 'round';
}
