import { reactive } from 'vue';
import { onForget } from './memory';

/** Milliseconds during which a removal can be taken back. */
export const UNDO_MILLISECONDS = 8000;

/** Something that is about to happen, or just happened, and is told at the foot of the page. */
export interface Told {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'failed';
  /** Takes it back; absent where nothing can be taken back. */
  readonly undo?: () => void;
}

export const told = reactive<{ items: Told[] }>({ items: [] });
let next = 1;

export function dismiss(id: number): void {
  told.items = told.items.filter((each) => each.id !== id);
}

/**
 * Tells that something is done or has failed.
 *
 * @param undo takes it back, as long as it is told
 */
export function tell(text: string, kind: Told['kind'] = 'done', undo?: () => void): void {
  const id = next++;
  const back = () => {
    dismiss(id);
    undo?.();
  };
  told.items = [...told.items, { id, text, kind, ...(undo ? { undo: back } : {}) }];
  setTimeout(() => {
    dismiss(id);
  }, UNDO_MILLISECONDS);
}

interface Pending {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly carryOut: () => void;
}
const pending = new Map<number, Pending>();

/**
 * Does something after a while in which it can be undone. Removing a person needs no question then: the row is gone at
 * once, and one press brings it back.
 *
 * @param onUndo shows again what was hidden
 */
export function later(text: string, carryOut: () => void, onUndo: () => void): void {
  const id = next++;
  const run = () => {
    pending.delete(id);
    dismiss(id);
    carryOut();
  };
  pending.set(id, { timer: setTimeout(run, UNDO_MILLISECONDS), carryOut: run });
  const undo = () => {
    const waiting = pending.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    pending.delete(id);
    dismiss(id);
    onUndo();
  };
  told.items = [...told.items, { id, text, kind: 'done', undo }];
}

/** Carries out now whatever still waits, because the page is about to go. */
export function carryOutAll(): void {
  for (const { timer, carryOut } of [...pending.values()]) {
    clearTimeout(timer);
    carryOut();
  }
}

onForget(() => {
  for (const { timer } of pending.values()) clearTimeout(timer);
  pending.clear();
  told.items = [];
});
