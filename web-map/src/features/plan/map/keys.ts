import { TOOL_KEYS, TOOLS, type Tool } from '../state/drawing';

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const;
const shifted = (keys: readonly string[]) => keys.map((key) => `Shift+${key}`);

/**
 * All keys of the plan editor, by where they count: what is pressed and what is shown as help are both read from here.
 * `Ctrl` stands for ⌘ too; a key that writes something is told by what it writes.
 */
export const KEYS = {
  /** At the drawing table, whatever has the focus. */
  table: {
    undo: ['Ctrl+z'],
    redo: ['Ctrl+y', 'Ctrl+Shift+z'],
    escape: ['Escape'],
    removePicked: ['Delete'],
    takeBack: ['Backspace'],
    help: ['?'],
  },
  /** While the map has the focus. */
  map: {
    pan: ['Space'],
    finish: ['Enter'],
    nudge: ARROWS,
    nudgeFar: shifted(ARROWS),
    menu: ['ContextMenu', 'Shift+F10'],
  },
  /** While a handle has the focus. */
  handle: {
    move: ARROWS,
    moveFar: shifted(ARROWS),
    drop: ['Enter', 'Space'],
    pick: ['Shift+Enter', 'Shift+Space'],
    giveUp: ['Escape'],
    remove: ['Delete', 'Backspace'],
    menu: ['ContextMenu', 'Shift+F10'],
  },
  /** While the cross-hair has the focus. */
  cross: {
    move: ARROWS,
    moveFar: shifted(ARROWS),
    point: ['Enter', 'Space'],
    finish: ['Shift+Enter'],
  },
  /** The tools of the bar. */
  tool: Object.fromEntries(TOOLS.map((tool) => [tool, [TOOL_KEYS[tool].toLowerCase()]])) as Partial<
    Record<Tool, readonly string[]>
  > as Record<Tool, readonly string[]>,
} as const satisfies Record<string, Readonly<Record<string, readonly string[]>>>;

export type KeyPlace = keyof typeof KEYS;
type Action<P extends KeyPlace> = keyof (typeof KEYS)[P];

/** What each action of a place does; one that says `false` leaves the key to others. */
export type KeyHandlers<P extends KeyPlace> = Readonly<
  Record<Action<P>, (event: KeyboardEvent) => boolean | undefined>
>;

/** The name of what was pressed, as the table has it; `null` with Alt, which is the system's. */
export function pressed({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string | null {
  if (altKey) return null;
  const writes = key.length === 1 && key !== ' ';
  const name = key === ' ' ? 'Space' : writes ? key.toLowerCase() : key;
  const shift = shiftKey && (!writes || name !== name.toUpperCase());
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

/** What a key means in a place. */
export function actionOf<P extends KeyPlace>(place: P, event: KeyboardEvent): Action<P> | null {
  const name = pressed(event);
  const actions = Object.entries(KEYS[place]) as [Action<P>, readonly string[]][];
  return actions.find(([, keys]) => name !== null && keys.includes(name))?.[0] ?? null;
}

/** Does what a key means in a place, and keeps the key from everybody else then; tells whether it meant anything. */
export function handleKey<P extends KeyPlace>(
  place: P,
  handlers: KeyHandlers<P>,
  event: KeyboardEvent,
): boolean {
  const action = actionOf(place, event);
  if (action === null || handlers[action](event) === false) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}

/** Right and up, 1 or −1, of an arrow key. */
export function arrowOf({ key }: KeyboardEvent): readonly [right: number, up: number] {
  return [
    key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0,
    key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0,
  ];
}
