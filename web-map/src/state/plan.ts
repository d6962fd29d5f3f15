import { shallowReactive } from 'vue';
import { ServerProblem, ServerUnreachable } from '../api/http';
import {
  type Applied,
  applyOperation,
  changeWeights,
  getPartition,
  getPlan,
  getPlanHouses,
  getPlanNumbers,
  MEASURES,
  newKey,
  type Operation,
  type PlanHouses,
  type PlanNumbers,
  type PlanSummary,
  previewOperation,
  redoStep,
  undoStep,
  type Weights,
} from '../api/plans';
import { CountedPartition, touchedBy } from '../geo/gridNumbers';
import { type Crossover, HouseTable } from '../geo/houseTally';
import { Partition, type PartitionChange } from '../geo/partition';
import { onForget } from './memory';
import { listenToPlan } from './planLink';
import { type Outcome, outcomeOf, type PlanConflict } from './planOutcome';
import { sketchOf } from './planSketch';
import { may } from './session';

export type { Outcome, PlanConflict, Refusal } from './planOutcome';

/** A step that is shown and not done: while it is dragged, or looked at before it is done. */
export interface Trial {
  readonly change: PartitionChange;
  readonly before: CountedPartition;
  readonly after: CountedPartition;
  readonly crossovers: readonly Crossover[];
  /** Codes of the leaves whose numbers differ. */
  readonly touched: readonly string[];
}

export type PlanSelection =
  | { readonly kind: 'edge'; readonly id: number }
  | { readonly kind: 'grids'; readonly codes: readonly string[] };

interface Step {
  readonly kind: 'apply' | 'undo' | 'redo';
  readonly operation: Operation | null;
  readonly key: string;
  version: number;
  readonly done: (outcome: Outcome) => void;
}

function nothing() {
  return {
    id: null as number | null,
    state: 'none' as 'none' | 'loading' | 'ready' | 'missing' | 'failed',
    error: null as unknown,
    summary: null as PlanSummary | null,
    version: 0,
    /** The plan as it is drawn: what the server confirmed, and own steps on their way. */
    counted: null as CountedPartition | null,
    partition: null as Partition | null,
    numbers: null as PlanNumbers | null,
    houses: null as PlanHouses | null,
    selection: null as PlanSelection | null,
    /** Steps that the server has not answered yet. */
    busy: 0,
    /** Whether the server can be reached; steps wait otherwise. */
    link: 'live' as 'live' | 'lost',
    conflict: null as PlanConflict | null,
    trial: null as Trial | null,
    /** Names of those who have the plan open. */
    people: [] as readonly string[],
    /** The last step of somebody else, to be told. */
    news: null as {
      readonly name: string;
      readonly grids: readonly string[];
      /** Numbers of the houses that changed sides with it. */
      readonly houses: readonly number[];
      readonly at: number;
    } | null,
    /** Counts answered steps, so that lists of them are read again. */
    steps: 0,
  };
}

/** The plan in hand. */
export const plan = shallowReactive(nothing());

const NO_HOUSES: PlanHouses = { measures: MEASURES, houses: [], registerRevision: 0 };

let confirmed: CountedPartition | null = null;
let pending: Step[] = [];
let sending = false;
let early = new Map<number, Applied>();
let stopListening: (() => void) | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
let gap: ReturnType<typeof setTimeout> | undefined;
let opening = 0;
let wait = 1000;

/** Opens a plan: its partition, its houses, its numbers; listens to others from then on. */
export async function openPlan(id: number): Promise<void> {
  if (plan.id === id && (plan.state === 'ready' || plan.state === 'loading')) return;
  closePlan();
  const mine = ++opening;
  plan.id = id;
  plan.state = 'loading';
  try {
    const [summary, wire, numbers, houses] = await Promise.all([
      getPlan(id),
      getPartition(id),
      getPlanNumbers(id),
      // Who only decides sees no counts of single houses.
      may('PLANS') ? getPlanHouses(id) : NO_HOUSES,
    ]);
    if (mine !== opening) return;
    const order = MEASURES.map((measure) => houses.measures.indexOf(measure));
    const rows = houses.houses.map((row) => [
      ...row.slice(0, 3),
      ...order.map((column) => row[3 + column] ?? 0),
    ]);
    plan.houses = houses;
    plan.numbers = numbers;
    plan.summary = summary;
    plan.version = wire.version;
    confirmed = CountedPartition.of(
      Partition.of(wire),
      new HouseTable(rows, MEASURES.length),
      numbers.weights,
    );
    show();
    plan.state = 'ready';
  } catch (error) {
    if (mine !== opening) return;
    plan.error = error;
    plan.state = error instanceof ServerProblem && error.status === 404 ? 'missing' : 'failed';
    return;
  }
  stopListening = listenToPlan(id, {
    change: (event) => {
      if (event.version > plan.version && !event.own) {
        const grids = event.numbers.map(({ code }) => code);
        const was = plan.counted;
        arrive(event);
        const now = plan.counted;
        const houses =
          was && now ? now.table.ids.filter((_, house) => was.labels[house] !== now.labels[house]) : [];
        plan.news = { name: event.account.name, grids, houses, at: Date.now() };
        return;
      }
      arrive(event);
    },
    state: () => void reload(),
    people: (names) => {
      plan.people = names;
    },
    back: () => void reload(),
    lost: () => undefined,
  });
}

/** Puts the plan away; steps that are on their way still arrive, those that wait for the line do not. */
export function closePlan(): void {
  opening++;
  stopListening?.();
  stopListening = null;
  clearTimeout(retry);
  clearTimeout(gap);
  confirmed = null;
  pending = [];
  early = new Map();
  Object.assign(plan, nothing());
}

/** Reads the plan anew: others were faster than the line, or the line was lost. */
export async function reload(): Promise<void> {
  const { id } = plan;
  const mine = opening;
  if (id === null || !confirmed) return;
  try {
    const [summary, wire, numbers] = await Promise.all([getPlan(id), getPartition(id), getPlanNumbers(id)]);
    if (mine !== opening || !confirmed) return;
    plan.summary = summary;
    if (wire.version < plan.version) return;
    plan.version = wire.version;
    plan.numbers = numbers;
    confirmed = CountedPartition.of(Partition.of(wire), confirmed.table, numbers.weights);
    plan.steps++;
    catchUp();
  } catch {
    // The next step or the next line tries again.
  }
}

/** Does a step: it is drawn at once, and taken back if the server refuses it. */
export function apply(operation: Operation): Promise<Outcome> {
  return queue('apply', operation);
}
/** Takes the viewer's own last step back. */
export function undo(): Promise<Outcome> {
  return queue('undo', null);
}
export function redo(): Promise<Outcome> {
  return queue('redo', null);
}

function queue(kind: Step['kind'], operation: Operation | null): Promise<Outcome> {
  plan.trial = null;
  return new Promise((done) => {
    pending.push({ kind, operation, key: newKey(), version: plan.version, done });
    show();
    void pump();
  });
}

/**
 * Shows what a step would do without doing it. What the page can draw by itself it draws at once; the rest the server
 * tries out.
 */
export async function preview(operation: Operation, signal?: AbortSignal): Promise<Outcome | null> {
  const { counted, id } = plan;
  if (!counted || id === null) return null;
  const sketch = sketchOf(counted.partition, operation);
  if (sketch && 'change' in sketch) {
    tryOut(sketch.change);
    return null;
  }
  if (sketch) return { kind: 'refused', refusal: sketch };
  try {
    const applied = await previewOperation(id, operation, signal);
    if (plan.id === id && !signal?.aborted) tryOut(applied.change);
    return { kind: 'done', applied };
  } catch (error) {
    return outcomeOf(error, operation);
  }
}

/** Shows a change that is not done; `null` ends the showing. */
export function tryOut(change: PartitionChange | null): void {
  const before = plan.counted;
  if (!change || !before) {
    plan.trial = null;
    return;
  }
  const { counted: after, crossovers } = before.with(change);
  plan.trial = { change, before, after, crossovers, touched: touchedBy(before.partition, change) };
}

/** What the weights of the workload are from now on. */
export async function setWeights(weights: Weights): Promise<void> {
  const { id } = plan;
  if (id === null) return;
  const numbers = await changeWeights(id, plan.version, weights);
  if (plan.id !== id) return;
  plan.numbers = numbers;
  if (confirmed) confirmed = confirmed.weighing(numbers.weights);
  await reload();
  show();
}

/** Of two versions the other one stays. */
export function takeTheirs(): void {
  plan.conflict = null;
  void reload();
}

/** Draws the own version once more, over the other one. */
export async function drawAgain(): Promise<Outcome | null> {
  const { conflict } = plan;
  if (!conflict) return null;
  plan.conflict = null;
  await reload();
  return conflict.operation ? apply(conflict.operation) : undo();
}

/** Sends what waits, one after the other. */
export async function pump(): Promise<void> {
  if (sending) return;
  sending = true;
  clearTimeout(retry);
  const mine = opening;
  try {
    for (let step = pending[0]; step && mine === opening; step = pending[0]) {
      const { id } = plan;
      if (id === null) return;
      let outcome: Outcome;
      try {
        outcome = { kind: 'done', applied: await sendStep(id, step) };
      } catch (error) {
        if (error instanceof ServerUnreachable) {
          if (mine !== opening) return;
          plan.link = 'lost';
          retry = setTimeout(() => void pump(), wait);
          wait = Math.min(15_000, wait * 2);
          return;
        }
        outcome = outcomeOf(error, step.operation);
        if (outcome.kind === 'conflict') plan.conflict = outcome.conflict;
      }
      if (mine !== opening) return;
      plan.link = 'live';
      wait = 1000;
      pending.shift();
      if (outcome.kind === 'done') {
        for (const each of pending) each.version = Math.max(each.version, outcome.applied.version);
        arrive(outcome.applied);
      }
      show();
      step.done(outcome);
    }
  } finally {
    sending = false;
  }
}

function sendStep(id: number, { kind, operation, version, key }: Step): Promise<Applied> {
  if (kind === 'undo') return undoStep(id, version, key);
  if (kind === 'redo') return redoStep(id, version, key);
  return applyOperation(id, version, key, operation as Operation);
}

/** A step came to be, own or another's. Steps are taken in their order; one that comes too early waits. */
function arrive(applied: Applied): void {
  if (applied.version <= plan.version) return;
  early.set(applied.version, applied);
  catchUp();
}

function catchUp(): void {
  for (const version of early.keys()) if (version <= plan.version) early.delete(version);
  for (
    let next = early.get(plan.version + 1);
    next && confirmed && plan.numbers;
    next = early.get(plan.version + 1)
  ) {
    early.delete(next.version);
    confirmed = confirmed.with(next.change).counted;
    const numbers = new Map(plan.numbers.grids.map((each) => [each.code, each]));
    for (const code of next.change.removedGrids) numbers.delete(code);
    for (const each of next.numbers) numbers.set(each.code, each);
    plan.numbers = {
      ...plan.numbers,
      version: next.version,
      mean: next.mean,
      grids: [...numbers.values()],
    };
    if (plan.summary) {
      plan.summary = {
        ...plan.summary,
        version: next.version,
        hash: next.hash,
        operations: plan.summary.operations + 1,
        openLand: [...confirmed.partition.openLand.values()].filter(({ allowed }) => allowed === null).length,
      };
    }
    plan.version = next.version;
    plan.steps++;
  }
  clearTimeout(gap);
  if (early.size > 0) gap = setTimeout(() => void reload(), 1500);
  show();
}

/** Draws what is confirmed and, upon it, what is on its way. */
function show(): void {
  let shown = confirmed;
  for (const { operation } of pending) {
    const sketch = shown && operation ? sketchOf(shown.partition, operation) : null;
    if (shown && sketch && 'change' in sketch) shown = shown.with(sketch.change).counted;
  }
  plan.counted = shown;
  plan.partition = shown?.partition ?? null;
  plan.busy = pending.length;
  const { trial } = plan;
  if (trial && trial.before !== shown) plan.trial = null;
  forgetGone();
}

/** What is no longer there is no longer selected. */
function forgetGone(): void {
  const { selection, partition } = plan;
  if (!selection || !partition) return;
  if (selection.kind === 'edge' && !partition.edges.has(selection.id)) plan.selection = null;
  if (selection.kind === 'grids') {
    const codes = selection.codes.filter((code) => partition.grids.has(code));
    if (codes.length < selection.codes.length)
      plan.selection = codes.length > 0 ? { kind: 'grids', codes } : null;
  }
}

onForget(closePlan);
