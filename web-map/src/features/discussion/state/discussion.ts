import { shallowReactive } from 'vue';
import { onForget } from '../../../state/memory';
import { type CommentList, listComments, noteRead, type Pinned, type PlanComment } from '../api';

/** Which comments are listed and pinned to the map. */
export type Filter = 'OPEN' | 'SETTLED' | 'ALL';

function nothing() {
  return {
    /** The plan that is talked about. */
    plan: null as number | null,
    state: 'none' as 'none' | 'loading' | 'ready' | 'failed',
    error: null as unknown,
    /** Oldest first. */
    items: [] as readonly PlanComment[],
    revision: -1,
    mayWrite: false,
    filter: 'OPEN' as Filter,
    /** Number of the comment that is read. */
    chosen: null as number | null,
    /** Whether the next press on the map says where a comment is to be pinned. */
    placing: false,
    /** Where the comment is pinned that is being written. */
    draft: null as Pinned | null,
    /** Who said something meanwhile, to be told. */
    news: [] as readonly string[],
  };
}

/** What is said about the open plan. */
export const discussion = shallowReactive(nothing());

let reading = 0;

/** Puts away what was said about a plan. */
export function closeDiscussion(): void {
  reading++;
  Object.assign(discussion, nothing());
}

/** Reads the comments of a plan; what is shown stays until the newer ones are here. */
export async function readDiscussion(id: number): Promise<void> {
  const mine = ++reading;
  if (discussion.plan !== id) {
    Object.assign(discussion, nothing());
    discussion.plan = id;
    discussion.state = 'loading';
  }
  try {
    const told = await listComments(id);
    if (mine === reading) take(told);
  } catch (error) {
    if (mine !== reading || discussion.state === 'ready') return;
    discussion.error = error;
    discussion.state = 'failed';
  }
}

function take({ items, revision, mayWrite }: CommentList): void {
  const known = new Map(discussion.items.map((each) => [each.id, each.replies.length]));
  if (discussion.state === 'ready') discussion.news = namesOf(items, known);
  discussion.items = items;
  discussion.revision = revision;
  discussion.mayWrite = mayWrite;
  discussion.state = 'ready';
  const { chosen } = discussion;
  if (chosen !== null && !items.some(({ id }) => id === chosen)) discussion.chosen = null;
}

/** Who wrote what is unread and was not here before; each once. */
function namesOf(items: readonly PlanComment[], known: ReadonlyMap<number, number>): string[] {
  const names = items
    .filter(({ id, unread, replies }) => unread && known.get(id) !== replies.length)
    .map(({ author, replies }) => (replies.at(-1)?.author ?? author).name);
  return [...new Set(names)];
}

/** A comment with its place in the list, by which people speak of it. */
export interface Numbered {
  readonly comment: PlanComment;
  /** From 1, in the order in which they were written. */
  readonly ordinal: number;
}

/** The comments that are wanted, oldest first; the one that is read always. */
export function listed(
  items: readonly PlanComment[],
  filter: Filter,
  chosen: number | null,
): readonly Numbered[] {
  return items
    .map((comment, i) => ({ comment, ordinal: i + 1 }))
    .filter(({ comment: { id, state } }) => filter === 'ALL' || state === filter || id === chosen);
}

export const openCount = (): number => discussion.items.filter(({ state }) => state === 'OPEN').length;

/** Opens a comment and notes that it was read. */
export function choose(id: number | null): void {
  discussion.chosen = id;
  discussion.news = [];
  markRead();
}

/** Notes that the comment in hand was read, if there is anything new in it. */
export function markRead(): void {
  const { plan, chosen } = discussion;
  const comment = discussion.items.find(({ id }) => id === chosen);
  if (plan === null || !comment?.unread) return;
  discussion.items = discussion.items.map((each) =>
    each.id === comment.id ? { ...each, unread: false } : each,
  );
  // Not noted, it is unread again the next time.
  void noteRead(plan, comment).catch(() => undefined);
}

onForget(closeDiscussion);
