import { houseMeasureValues } from '../../../api/schema';
import { shallowReactive } from 'vue';
import { ServerProblem } from '../../../api/http';
import {
  type Applied,
  changeWeights,
  getPartition,
  getPlan,
  getPlanHouses,
  getPlanNumbers,
  type Operation,
  type PlanHouses,
  type PlanNumbers,
  type PlanSummary,
  previewOperation,
  type Weights,
} from '../api';
import { CountedPartition, touchedBy } from '../../../geo/gridNumbers';
import { type Crossover, HouseTable } from '../../../geo/houseTally';
import { Partition, type PartitionChange } from '../../../geo/partition';
import { onForget } from '../../../state/memory';
import { drawnUpon } from './drawnUpon';
import { listenToOutbox, outbox, post, resume } from './outbox';
import { listenToPlan } from './planLink';
import { type Outcome, outcomeOf, type PlanConflict, type StepKind } from './planOutcome';
import { concernsOf, overTheirs, sketchOf } from './planSketch';
import { type PlanSelection, stillSelected } from './selection';

export type { Outcome } from './planOutcome';
export type { PlanSelection } from './selection';

/** A step that is shown and not done: while it is dragged, or looked at before it is done. */
export interface Trial {
  readonly change: PartitionChange;
  readonly before: CountedPartition;
  readonly after: CountedPartition;
  readonly crossovers: readonly Crossover[];
  /** Codes of the leaves whose numbers differ. */
  readonly touched: readonly string[];
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
    /** `null` for whoever may not see counts of single houses: what is told of grids then are `numbers`. */
    houses: null as PlanHouses | null,
    selection: null as PlanSelection | null,
    /** Steps that the server has not answered yet. */
    busy: 0,
    /** Codes of grids that wait for a step which only the server can draw. */
    waiting: new Set() as ReadonlySet<string>,
    /** Whether the steps of others are heard at once. */
    heard: true,
    conflict: null as PlanConflict | null,
    trial: null as Trial | null,
    /** Names of those who have the plan open. */
    people: [] as readonly string[],
    /** Another number after each change of the comments; `null` until it is told. */
    commentsRevision: null as number | null,
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

/** The open plan. */
export const plan = shallowReactive(nothing());

let confirmed: CountedPartition | null = null;
let early = new Map<number, Applied>();
let stopListening: (() => void) | null = null;
let gap: ReturnType<typeof setTimeout> | undefined;
let opening = 0;
/** Milliseconds for which it is told that somebody else drew something. */
export const NEWS_MILLISECONDS = 20_000;
let telling: ReturnType<typeof setTimeout> | undefined;

/** Counts steps that the server did not take and whose planner was elsewhere. */
export const strays = shallowReactive({ count: 0 });

/** Opens a plan: its partition, its houses, its numbers; listens to others from then on. */
export async function openPlan(id: number): Promise<void> {
  if (plan.id === id && (plan.state === 'ready' || plan.state === 'loading')) return;
  closePlan();
  const mine = ++opening;
  plan.id = id;
  plan.state = 'loading';
  try {
    const [summary, wire, [numbers, houses]] = await Promise.all([
      getPlan(id),
      getPartition(id),
      getPlanNumbers(id).then(async (told) => [told, told.exact ? await getPlanHouses(id) : null] as const),
    ]);
    if (mine !== opening) return;
    plan.houses = houses;
    plan.numbers = numbers;
    plan.summary = summary;
    plan.version = wire.version;
    confirmed = CountedPartition.of(
      Partition.of(wire),
      new HouseTable(rowsOf(houses), houseMeasureValues.length),
      numbers.weights,
    );
    catchUp();
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
        tellNews({ name: event.account.name, grids, houses, at: Date.now() });
        return;
      }
      arrive(event);
    },
    state: () => void reload(),
    people: (names) => {
      plan.people = names;
    },
    comments: (revision) => {
      plan.commentsRevision = revision;
    },
    back: () => {
      plan.heard = true;
      void reload();
      void resume();
    },
    lost: () => {
      plan.heard = false;
    },
  });
}

/** Number, place and measures of each house, the measures in the order in which the page knows them. */
function rowsOf(houses: PlanHouses | null): number[][] {
  const order = houseMeasureValues.map((measure) => houses?.measures.indexOf(measure) ?? -1);
  return (houses?.houses ?? []).map((row) => [
    ...row.slice(0, 3),
    ...order.map((column) => row[3 + column] ?? 0),
  ]);
}

/** Tells for a while what somebody else did. */
function tellNews(news: NonNullable<typeof plan.news>): void {
  plan.news = news;
  clearTimeout(telling);
  telling = setTimeout(() => {
    if (plan.news === news) plan.news = null;
  }, NEWS_MILLISECONDS);
}

/** Puts the plan away; its steps that are on their way are still sent. */
export function closePlan(): void {
  opening++;
  stopListening?.();
  stopListening = null;
  clearTimeout(gap);
  confirmed = null;
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

/**
 * Does a step: it is drawn at once, and taken back if the server refuses it.
 *
 * @param basedOn the version in which what it names was taken hold of
 * @param again whether it was left over before
 */
export function apply(operation: Operation, basedOn = plan.version, again = false): Promise<Outcome> {
  return queue('apply', operation, basedOn, { again });
}
/** Takes the viewer's own last step back. */
export function undo(): Promise<Outcome> {
  return queue('undo', null, plan.version);
}
export function redo(): Promise<Outcome> {
  return queue('redo', null, plan.version);
}

/** Takes back everything after an entry of the log, as one step; 0 is the beginning. */
export function undoTo(seq: number): Promise<Outcome> {
  return queue('undoTo', null, plan.version, { backTo: seq });
}

function queue(
  kind: StepKind,
  operation: Operation | null,
  basedOn: number,
  { backTo = null, again = false }: { readonly backTo?: number | null; readonly again?: boolean } = {},
): Promise<Outcome> {
  plan.trial = null;
  const { id, partition } = plan;
  const mine = opening;
  const here = () => mine === opening;
  return new Promise((resolve) => {
    if (id === null || !partition) return;
    // What is drawn while going back waits would be drawn on land that goes.
    if (outbox.steps.some((step) => step.plan === id && step.kind === 'undoTo')) {
      resolve({ kind: 'refused', refusal: { reason: 'CHANGED_SINCE', place: null, grids: [] } });
      return;
    }
    const sketch = operation && sketchOf(partition, operation);
    const edges = sketch && 'change' in sketch ? sketch.change.edges : [];
    const concerns = operation && [...concernsOf(partition, operation)];
    const ended = (outcome: Outcome) => {
      if (here()) resolve(outcome);
    };
    post({ plan: id, kind, operation, backTo, concerns, edges, basedOn }, { here, ended }, again);
    show();
  });
}

listenToOutbox({
  ended: (step, outcome, left) => {
    if (plan.id === step.plan) {
      // There is no second version of going back: whoever asked looks at what is new.
      if (outcome.kind === 'conflict' && !left && outcome.conflict.kind !== 'undoTo')
        plan.conflict = outcome.conflict;
      if (outcome.kind === 'done') arrive(outcome.applied);
      show();
    }
    if (left) strays.count++;
  },
  taken: show,
});

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
    return signal?.aborted ? null : outcomeOf(error, operation);
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
  if (conflict.kind === 'undo') return undo();
  if (conflict.kind === 'redo') return redo();
  const { partition } = plan;
  if (!conflict.operation || !partition) return null;
  const again = overTheirs(partition, conflict.operation, conflict.yours.edges);
  return again
    ? apply(again)
    : { kind: 'refused', refusal: { reason: 'UNKNOWN_EDGE', place: null, grids: [] } };
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
  const pending = outbox.steps.filter((step) => step.plan === plan.id);
  const upon = confirmed && drawnUpon(confirmed, pending);
  const shown = upon?.counted ?? null;
  plan.waiting = upon?.waiting ?? new Set();
  plan.counted = shown;
  plan.partition = shown?.partition ?? null;
  plan.busy = pending.length;
  const { trial } = plan;
  if (trial && trial.before !== shown) plan.trial = null;
  plan.selection = stillSelected(plan.selection, plan.partition);
}

onForget(closePlan);
