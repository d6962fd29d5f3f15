import type { Geometry } from 'geojson';
import { type Component, reactive } from 'vue';
import { isAbort, ServerProblem } from '../api/http';
import type { GridReference } from '../api/model';
import { choices, type Selection } from './choices';
import type { Flight } from './flight';
import { onForget } from './memory';

/** Says a word of the page. */
export type Say = (key: string, values?: Record<string, unknown>) => string;

/** Something that can be selected on the map and in lists. */
interface Selectable {
  /** As the address carries it. */
  readonly name: string;
  /** Tells of what lies inside the borders; administrators are shown none of it. */
  readonly inside?: boolean;
}

/** A kind of thing that has a card. */
export interface CardKind<Card = unknown> extends Selectable {
  read(id: number, signal?: AbortSignal): Promise<Card>;
  /** Reads where it lies, to be drawn around it. */
  outline?(id: number, signal: AbortSignal): Promise<Geometry | null>;
  title(card: Card, say: Say): string;
  /** What must be known of it before anything else: that its data are not real, for one. */
  tags?(card: Card, say: Say): readonly string[];
  /** How the map comes to it. */
  flight(card: Card): Flight;
  /** The grids that it lies in or is one of, in any order. */
  grids?(card: Card): readonly GridReference[];
  /** Shows a `card` under its `title`. */
  readonly component: () => Promise<{ default: Component }>;
  /** Stays as it was read while it is selected. */
  readonly fixed?: boolean;
}

/** A kind of thing that a panel lists, and that has no card of its own. */
export interface ListedKind extends Selectable {
  /** The panel that opens with it. */
  readonly panel: string;
  /** Where it lies and how the map comes to it; `null` until the list is here. */
  find(id: number): { readonly outline: Geometry | null; readonly flight: Flight } | null;
  /** Whether the list is being read. */
  readonly loading: () => boolean;
}

export type SelectionKind = CardKind | ListedKind;

const kinds = new Map<string, SelectionKind>();

export function addKind(kind: SelectionKind): void {
  kinds.set(kind.name, kind);
}

export function findKind(name: string | undefined): SelectionKind | null {
  return (name !== undefined && kinds.get(name)) || null;
}

function cardKind(selection: Selection | null): CardKind | null {
  const kind = findKind(selection?.kind);
  return kind && 'read' in kind ? kind : null;
}

/** What the page knows of the selection. */
export const selected = reactive<{
  state: 'none' | 'loading' | 'ready' | 'missing' | 'failed';
  /** The kind of the card. */
  kind: string | null;
  card: unknown;
  outline: Geometry | null;
  /** The person for whom the house was opened; the list of households brings the row into sight. */
  person: number | null;
}>({ state: 'none', kind: null, card: null, outline: null, person: null });

const NOTHING = { kind: null, card: null, outline: null };
let running: AbortController | null = null;

/** The card of the selection, if it is one of `kind`. */
export function selectedCard<Card>(kind: string): Card | null {
  return selected.kind === kind ? (selected.card as Card) : null;
}

/** Whether the selection has a card, or will have one. */
export function hasCard(selection: Selection | null): boolean {
  return cardKind(selection) !== null;
}

/** How the map comes to the selection; `null` until that is known. */
export function flightToSelected(): Flight | null {
  const { selection } = choices;
  const kind = findKind(selection?.kind);
  if (!selection || !kind) return null;
  if (!('read' in kind)) return kind.find(selection.id)?.flight ?? null;
  return selected.kind === kind.name && selected.card !== null ? kind.flight(selected.card) : null;
}

/** The outline of the selection. */
export function outlineOfSelected(): Geometry | null {
  const { selection } = choices;
  const kind = findKind(selection?.kind);
  return selection && kind && !('read' in kind)
    ? (kind.find(selection.id)?.outline ?? null)
    : selected.outline;
}

/** @param person whom the viewer looks for in the house; never part of the address */
export function select(selection: Selection | null, person: number | null = null): void {
  selected.person = person;
  choices.selection = selection;
}

/** Reads the card and the outline of the selection; a newer selection cancels an older one. */
export async function readSelected(selection: Selection | null): Promise<void> {
  running?.abort();
  Object.assign(selected, NOTHING);
  const kind = cardKind(selection);
  if (!selection || !kind) {
    selected.state = 'none';
    return;
  }
  const controller = new AbortController();
  running = controller;
  const { signal } = controller;
  selected.state = 'loading';
  const { id } = selection;
  try {
    const card = await kind.read(id, signal);
    if (signal.aborted) return;
    Object.assign(selected, { kind: kind.name, card, state: 'ready' });
    if (!kind.outline) return;
    const outline = await kind.outline(id, signal);
    if (!signal.aborted) selected.outline = outline;
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    // A card without its outline is still a card.
    if (selected.card !== null) return;
    selected.state = error instanceof ServerProblem && error.status === 404 ? 'missing' : 'failed';
  }
}

/** Reads the card once more, while what is shown stays in sight. */
export async function refreshSelected(): Promise<void> {
  const { selection } = choices;
  const kind = cardKind(selection);
  if (!selection || !kind || kind.fixed) return;
  const stillThere = () => choices.selection?.kind === kind.name && choices.selection.id === selection.id;
  try {
    const card = await kind.read(selection.id);
    if (stillThere()) Object.assign(selected, { kind: kind.name, card });
  } catch {
    if (stillThere()) await readSelected(choices.selection);
  }
}

/** The card of the selection with all that is needed to show it. */
export function shownCard(): { readonly kind: CardKind; readonly card: unknown; readonly id: number } | null {
  const kind = cardKind(choices.selection);
  return kind && choices.selection && selected.kind === kind.name && selected.card !== null
    ? { kind, card: selected.card, id: choices.selection.id }
    : null;
}

onForget(() => {
  running?.abort();
  Object.assign(selected, NOTHING, { state: 'none', person: null });
});
