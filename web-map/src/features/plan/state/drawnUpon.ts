import type { CountedPartition } from '../../../geo/gridNumbers';
import { sketchOf } from './planSketch';
import type { Step } from './step';

/** A plan with the steps upon it that are on their way. */
export interface DrawnUpon {
  readonly counted: CountedPartition;
  /** Codes of grids that a step concerns which only the server can draw. */
  readonly waiting: ReadonlySet<string>;
}

/** Draws steps upon what is confirmed, as far as the page can by itself. */
export function drawnUpon(confirmed: CountedPartition, steps: readonly Step[]): DrawnUpon {
  const states = [confirmed];
  let undone: CountedPartition[] = [];
  const waiting = new Set<string>();
  for (const { kind, operation, concerns } of steps) {
    const now = states[states.length - 1] ?? confirmed;
    if (kind === 'undo') undone.push(...(states.length > 1 ? states.splice(-1) : []));
    else if (kind === 'redo') states.push(...undone.splice(-1));
    else if (operation) {
      const sketch = sketchOf(now.partition, operation);
      undone = [];
      states.push(sketch && 'change' in sketch ? now.with(sketch.change).counted : now);
      if (sketch === null)
        for (const name of concerns ?? []) if (name.startsWith('g')) waiting.add(name.slice(1));
    }
  }
  return { counted: states[states.length - 1] ?? confirmed, waiting };
}
