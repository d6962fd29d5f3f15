import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as server from '../api';
import type { CommentList, PlanComment } from '../api';
import { forgetAll } from '../../../state/memory';
import { choose, discussion, listed, markRead, openCount, readDiscussion } from './discussion';

vi.mock('../api', async (original) => ({
  ...(await original<typeof server>()),
  listComments: vi.fn(),
  noteRead: vi.fn(),
}));

const said = (id: number, more: Partial<PlanComment> = {}): PlanComment => ({
  id,
  version: 0,
  state: 'OPEN',
  author: { id: 1, name: '李规划' },
  at: '2026-11-29T00:00:00Z',
  text: `意见${String(id)}`,
  place: [118.6, 24.8],
  grid: null,
  gridGone: false,
  gridNow: null,
  own: false,
  unread: false,
  settledBy: null,
  settledAt: null,
  replies: [],
  ...more,
});
const told = (revision: number, ...items: PlanComment[]): CommentList => ({
  items,
  revision,
  mayWrite: true,
});

describe('what is said about a plan', () => {
  beforeEach(() => {
    forgetAll();
    vi.mocked(server.noteRead).mockReset().mockResolvedValue(undefined);
  });

  it('lists_what_is_open_and_what_is_read_each_under_the_number_that_it_keeps', () => {
    const items = [said(7), said(8, { state: 'SETTLED' }), said(9)];
    expect(listed(items, 'OPEN', null).map(({ ordinal }) => ordinal)).toEqual([1, 3]);
    expect(listed(items, 'OPEN', 8).map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
    expect(listed(items, 'SETTLED', null).map(({ ordinal }) => ordinal)).toEqual([2]);
    expect(listed(items, 'ALL', null)).toHaveLength(3);
  });

  it('tells_who_said_something_since_it_was_read_first', async () => {
    vi.mocked(server.listComments).mockResolvedValueOnce(told(1, said(1, { unread: true })));
    await readDiscussion(5);
    expect(discussion.news).toEqual([]);
    const reply = { id: 3, author: { id: 2, name: '王书记' }, at: '2026-11-29T01:00:00Z', text: '好' };
    vi.mocked(server.listComments).mockResolvedValueOnce(
      told(2, said(1, { unread: true, replies: [reply] }), said(2)),
    );
    await readDiscussion(5);
    expect(discussion.news).toEqual(['王书记']);
    expect(openCount()).toBe(2);
  });

  it('notes_once_that_a_comment_was_read', async () => {
    vi.mocked(server.listComments).mockResolvedValueOnce(told(1, said(1, { unread: true }), said(2)));
    await readDiscussion(5);
    choose(1);
    markRead();
    choose(2);
    expect(server.noteRead).toHaveBeenCalledTimes(1);
    expect(discussion.items.some(({ unread }) => unread)).toBe(false);
  });

  it('keeps_the_newest_answer_whichever_comes_last', async () => {
    let answerFirst: (told: CommentList) => void = () => undefined;
    vi.mocked(server.listComments)
      .mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve)))
      .mockResolvedValueOnce(told(2, said(1), said(2)));
    const first = readDiscussion(5);
    await readDiscussion(5);
    answerFirst(told(1, said(1)));
    await first;
    expect(discussion.revision).toBe(2);
    expect(discussion.items).toHaveLength(2);
  });

  it('keeps_what_is_known_when_it_cannot_be_read_again_and_forgets_it_with_the_session', async () => {
    vi.mocked(server.listComments).mockResolvedValueOnce(told(1, said(1)));
    await readDiscussion(5);
    vi.mocked(server.listComments).mockRejectedValueOnce(new Error('no line'));
    await readDiscussion(5);
    expect(discussion.state).toBe('ready');
    expect(discussion.items).toHaveLength(1);
    forgetAll();
    expect(discussion.items).toEqual([]);
    expect(discussion.plan).toBeNull();
  });
});
