import { shallowReactive } from 'vue';
import { newKey } from '../../../api/http';
import { onForget, spareStores } from '../../../state/memory';
import { type Applied, applyOperation, type Operation, redoStep, undoStep, undoStepsTo } from '../api';
import { alone, presentPages, showPresence, whenGone } from '../../../state/alone';
import { type Outcome, outcomeOf } from './planOutcome';
import { openShelf, type Shelf, SHELF } from './shelf';
import {
  closesPlan,
  hasSentence,
  isAway,
  isUnsure,
  type Step,
  wasNothing,
  whyOf,
  withFollowers,
} from './step';

/** Steps of any plan that the server has not taken; leaving a plan, or the page, does not drop them. */
export const outbox = shallowReactive({
  /** On their way, in the order in which they are sent. */
  steps: [] as readonly Step[],
  /** Steps that waited and were not taken: their planner says what becomes of each. */
  left: [] as readonly Step[],
  /** Whether the server can be reached; steps wait otherwise. */
  link: 'live' as 'live' | 'lost',
  /** Whether the device keeps them, so that they outlast the page. */
  kept: false,
});

/** Whoever waits for a step. */
export interface Waiter {
  /** Whether he still looks at its plan. */
  readonly here: () => boolean;
  readonly ended: (outcome: Outcome) => void;
}

/** Who draws the plan. */
interface Listener {
  /** What became of a step; `left` if it waits for its planner now. */
  readonly ended: (step: Step, outcome: Outcome, left: boolean) => void;
  /** Steps of an earlier page came in. */
  readonly taken: () => void;
}
let listener: Listener | null = null;
export function listenToOutbox(hears: Listener): void {
  listener = hears;
}

const page = newKey();
const waiters = new Map<string, Waiter>();
/** Keys of steps that did not go out at once: when they are refused nobody looks at the place any more. */
let late = new Set<string>();
/** Versions that own steps made, as plan and number. */
let own = new Set<string>();
let sending = false;
/** Counts sessions: an answer to one that is over is nobody's, and no other page waits for it. */
let session = 0;
let endSession: () => void;
let over: Promise<void>;
let account: number | null = null;
let shelf: Shelf | null = null;
let writing: Promise<void> = Promise.resolve();
/** Other pages of this account that have steps; what they leave behind is taken over. */
let others = new Set<string>();
let leavePage: () => void = () => undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let wait = 1000;
let lastAt = 0;

/** Not there where steps are sent outside a browser. */
const isOffline = () =>
  (globalThis as { readonly navigator?: { readonly onLine?: boolean } }).navigator?.onLine === false;
const nameOf = (plan: number, version: number) => `${String(plan)}/${String(version)}`;
const lockName = () => `gridmap-unsent-${String(account)}`;

/** How many steps would be lost with the page. */
export function atRisk(): number {
  const all = [...outbox.steps, ...outbox.left];
  return outbox.kept ? all.filter(({ operation }) => hasSentence(operation)).length : all.length;
}

/**
 * Sends a step as soon as it can be sent.
 *
 * @param again whether it was left over before: if it is not taken this time either, it is left over again
 */
export function post(
  step: Pick<Step, 'plan' | 'kind' | 'operation' | 'backTo' | 'concerns' | 'edges' | 'basedOn'>,
  waiter: Waiter,
  again = false,
): void {
  lastAt = Math.max(Date.now(), lastAt + 1);
  const posted: Step = { ...step, upon: [], key: newKey(), at: lastAt, sent: null, page, why: null };
  waiters.set(posted.key, waiter);
  if (again || outbox.link === 'lost') late.add(posted.key);
  outbox.steps = [...outbox.steps, posted];
  write([posted]);
  void pump();
}

/** Takes a step that was left over away for good. */
export function dropLeft(step: Step): void {
  outbox.left = outbox.left.filter(({ key }) => key !== step.key);
  write([], [step.key]);
}

/** Keeps steps on the device; a device that is full or keeps nothing is told of, and tried again with the next step. */
function write(put: readonly Step[], drop: readonly string[] = []): void {
  const board = shelf;
  if (!board) return;
  const mine = session;
  writing = writing.then(async () => {
    if (mine !== session) return;
    const all = outbox.kept ? put : [...outbox.steps, ...outbox.left];
    try {
      await board.change(
        all.filter(({ key, operation }) => !hasSentence(operation) && !drop.includes(key)),
        drop,
      );
      if (mine === session) outbox.kept = true;
    } catch {
      if (mine === session) outbox.kept = false;
    }
  });
}

/** Puts another state of a step in its place. */
function replace(step: Step, now: Partial<Step>): Step {
  const next = { ...step, ...now };
  outbox.steps = outbox.steps.map((each) => (each.key === step.key ? next : each));
  return next;
}

/**
 * The version up to which a step knows the plan: own steps that follow directly on the version it began with were drawn
 * before it. As soon as somebody else's lies between, the server has to see the older version, or it would find no
 * conflict.
 */
function knownVersion({ plan, basedOn }: Step): number {
  let version = basedOn;
  while (own.has(nameOf(plan, version + 1))) version++;
  return version;
}

/** Own versions after that one: the step was drawn upon them, although somebody else's lie between. */
function ownAfter(step: Step): number[] {
  const known = knownVersion(step);
  const mark = nameOf(step.plan, 0).slice(0, -1);
  const made = [...own]
    .filter((name) => name.startsWith(mark))
    .map((name) => Number(name.slice(mark.length)));
  return [...new Set([...step.upon, ...made])].filter((version) => version > known);
}

/** Sends what waits, one after the other, while no other page of this account does. */
export async function pump(): Promise<void> {
  if (sending) return;
  sending = true;
  clearTimeout(retry);
  const mine = session;
  try {
    await alone(lockName(), () => Promise.race([sendAll(mine), over]));
  } finally {
    if (mine === session) sending = false;
  }
  // One that was posted while the lock was given back.
  if (mine === session && outbox.link === 'live' && outbox.steps.length > 0) void pump();
}

async function sendAll(mine: number): Promise<void> {
  for (let step = outbox.steps[0]; step && mine === session; step = outbox.steps[0]) {
    if (isUnsure(step, Date.now())) {
      leaveUnsure(step);
      continue;
    }
    const { sent } = step;
    const cutOff = isOffline();
    step = replace(step, { sent: sent ?? Date.now() });
    if (shelf) {
      write([step]);
      await writing;
      if (mine !== session) return;
    }
    let outcome: Outcome;
    try {
      outcome = { kind: 'done', applied: await send(step) };
    } catch (error) {
      if (mine !== session) return;
      if (isAway(error)) {
        // Without a network it did not leave the device.
        if (cutOff) write([replace(step, { sent })]);
        rest();
        return;
      }
      outcome = outcomeOf(error, step.operation, step.kind);
    }
    if (mine !== session) return;
    outbox.link = 'live';
    wait = 1000;
    end(step.key, outcome);
  }
  if (mine === session && !isOffline()) outbox.link = 'live';
}

/** Nobody answers: what waits is tried again after a while. */
function rest(): void {
  loseLink();
  retry = setTimeout(() => void resume(), wait);
  wait = Math.min(15_000, wait * 2);
}

function loseLink(): void {
  outbox.link = 'lost';
  for (const { key } of outbox.steps) late.add(key);
}

/** A step was answered. */
function end(key: string, outcome: Outcome): void {
  const step = outbox.steps.find((each) => each.key === key);
  if (!step) return;
  if (outcome.kind === 'done') {
    own.add(nameOf(step.plan, outcome.applied.version));
    outbox.steps = outbox.steps.filter((each) => each !== step);
    const moved = outbox.steps
      .filter((each) => each.plan === step.plan)
      .map((each) => replace(each, { basedOn: knownVersion(each), upon: ownAfter(each) }));
    write(moved, [key]);
    tell(step, outcome, false);
    return;
  }
  const closed = closesPlan(outcome);
  const gone = closed
    ? outbox.steps.filter(({ plan }) => plan === step.plan)
    : withFollowers(outbox.steps, step);
  outbox.steps = outbox.steps.filter((each) => !gone.includes(each));
  const isLeft = (each: Step) =>
    closed || (!wasNothing(outcome) && (late.has(each.key) || waiters.get(each.key)?.here() !== true));
  const why = whyOf(outcome);
  leave(
    gone.filter(isLeft).map((each) => ({ ...each, why: closed || each === step ? why : { kind: 'behind' } })),
  );
  write(
    [],
    gone.filter((each) => !isLeft(each)).map((each) => each.key),
  );
  for (const each of gone) tell(each, outcome, isLeft(each));
}

/** Nobody can tell whether the server took it, so neither it nor what was drawn upon it is sent by itself. */
function leaveUnsure(step: Step): void {
  const gone = withFollowers(outbox.steps, step);
  outbox.steps = outbox.steps.filter((each) => !gone.includes(each));
  leave(gone.map((each) => ({ ...each, why: { kind: each === step ? 'unsure' : 'behind' } })));
  listener?.taken();
}

function leave(steps: readonly Step[]): void {
  if (steps.length === 0) return;
  outbox.left = [...outbox.left, ...steps];
  write(steps);
}

function tell(step: Step, outcome: Outcome, left: boolean): void {
  const waiter = waiters.get(step.key);
  waiters.delete(step.key);
  late.delete(step.key);
  listener?.ended(step, outcome, left);
  waiter?.ended(outcome);
}

function send(step: Step): Promise<Applied> {
  const { plan, kind, operation, backTo, key } = step;
  const version = knownVersion(step);
  const upon = ownAfter(step);
  if (kind === 'undo') return undoStep(plan, version, key, upon);
  if (kind === 'redo') return redoStep(plan, version, key, upon);
  if (kind === 'undoTo') return undoStepsTo(plan, version, key, backTo ?? 0);
  return applyOperation(plan, version, key, operation as Operation, upon);
}

/** Takes over the steps of pages of this account that are gone. */
async function takeOver(board: Shelf): Promise<void> {
  const mine = session;
  await alone(lockName(), async () => {
    const present = await presentPages();
    const known = new Set([...outbox.steps, ...outbox.left].map(({ key }) => key));
    const all = await board.list();
    for (const other of new Set(all.map((step) => step.page))) {
      if (other === page || !present?.has(other) || others.has(other)) continue;
      others.add(other);
      void whenGone(other, () => {
        if (mine === session) void resume();
      });
    }
    const found = all
      .filter((step) => !known.has(step.key) && (step.page === page || !present?.has(step.page)))
      .map((step) => ({ ...step, page }));
    if (mine !== session || found.length === 0) return;
    for (const { key } of found) late.add(key);
    const inOrder = (steps: readonly Step[]) => [...steps].sort((a, b) => a.at - b.at);
    outbox.steps = inOrder([...outbox.steps, ...found.filter(({ why }) => why === null)]);
    outbox.left = inOrder([...outbox.left, ...found.filter(({ why }) => why !== null)]);
    write(found);
    await writing;
    listener?.taken();
  }).catch(() => {
    // A store that cannot be read now is read with the next attempt.
  });
}

/** The server may be there again: takes over what others left behind and sends what waits. */
export async function resume(): Promise<void> {
  if (shelf) await takeOver(shelf);
  await pump();
}

function onOnline(): void {
  wait = 1000;
  if (outbox.steps.length === 0) outbox.link = 'live';
  void resume();
}

/**
 * Begins to keep steps of an account on the device, and sends what an earlier page of it left behind.
 *
 * @returns what ends it
 */
export async function openOutbox(holder: number): Promise<() => void> {
  const mine = session;
  account = holder;
  try {
    const opened = await openShelf(holder);
    if (mine !== session) {
      opened.close();
      return () => undefined;
    }
    shelf = opened;
    leavePage = showPresence(page);
    write([]);
  } catch {
    outbox.kept = false;
  }
  const onSight = () => {
    if (!document.hidden) void resume();
  };
  window.addEventListener('online', onOnline);
  window.addEventListener('offline', loseLink);
  document.addEventListener('visibilitychange', onSight);
  void resume();
  return () => {
    window.removeEventListener('online', onOnline);
    window.removeEventListener('offline', loseLink);
    document.removeEventListener('visibilitychange', onSight);
  };
}

/** How many steps of this account wait, those of its other pages too. */
export async function countWaiting(): Promise<number> {
  const memory = outbox.steps.length + outbox.left.length;
  await writing;
  const kept = await (shelf?.list().catch(() => []) ?? []);
  return Math.max(memory, kept.length);
}

/** Drops all steps of this account, and what the device keeps of them. */
export async function dropAll(): Promise<void> {
  const board = shelf;
  forget();
  await board?.destroy();
}

function begin(): void {
  over = new Promise((resolve) => (endSession = resolve));
}

function forget(): void {
  session++;
  endSession();
  begin();
  sending = false;
  clearTimeout(retry);
  leavePage();
  shelf?.close();
  shelf = null;
  account = null;
  writing = Promise.resolve();
  waiters.clear();
  late = new Set();
  own = new Set();
  others = new Set();
  Object.assign(outbox, { steps: [], left: [], link: 'live', kept: false });
  wait = 1000;
}

begin();
// What another account left on this device is not for whoever signs out to take away.
spareStores((name) => name.startsWith(SHELF));
onForget(forget);
