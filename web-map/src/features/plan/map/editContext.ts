import type { Numbers, Operation, Painting, RoadLine } from '../api';
import type { LonLat } from '../../../geo/lonLat';
import type { GroundSnap } from '../state/drawing';
import type { Outcome } from '../state/plan';
import type { SnapLines, View } from '../../../map/edit/snapping';

/** What {@link EditInteraction} needs from the page around it. */
export interface EditContext {
  readonly view: () => View | null;
  /** Whether a finger points, which is less exact than a mouse. */
  readonly finger: () => boolean;
  /** Roads and plots near a place. */
  readonly ground: (place: LonLat) => readonly SnapLines<GroundSnap>[];
  /** @param basedOn the version in which what the step names was taken hold of */
  readonly apply: (operation: Operation, basedOn: number) => Promise<Outcome>;
  readonly codes: (places: readonly LonLat[]) => Promise<readonly string[]>;
  /** What the grids of a step would hold; empty where it cannot be. */
  readonly parts: (operation: Operation) => Promise<readonly Numbers[]>;
  readonly brush: (painting: Painting, to: string) => Promise<Operation>;
  /** Shows a step without doing it. */
  readonly preview: (operation: Operation) => Promise<unknown>;
  readonly roads: (edge: number) => Promise<readonly RoadLine[]>;
  readonly words: () => Readonly<Record<'west' | 'east' | 'north' | 'south' | 'inside', string>>;
  /** Something is to be drawn anew. */
  readonly changed: () => void;
}
