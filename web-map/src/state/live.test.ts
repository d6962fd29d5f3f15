import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { idle } from './idle';
import { AGAIN_SECONDS, followLive, isNews, live } from './live';

class Stream {
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  private heard: ((event: { data: string }) => void) | null = null;
  addEventListener(_: string, hear: (event: { data: string }) => void): void {
    this.heard = hear;
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  tell(revision: number): void {
    this.heard?.({ data: JSON.stringify({ revision }) });
  }
  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.();
  }
}

describe('changes pushed by the server', () => {
  const page = Object.assign(new EventTarget(), { hidden: false });
  let streams: Stream[];
  let reads: number;
  let stop: () => void;
  const newest = () => streams[streams.length - 1] as Stream;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', page);
    page.hidden = false;
    Object.assign(idle, { phase: 'ACTIVE' });
    streams = [];
    reads = 0;
    stop = followLive(
      () => 7,
      () => reads++,
      () => {
        const stream = new Stream();
        streams.push(stream);
        return stream as unknown as EventSource;
      },
    );
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('another_revision_is_read_at_once_and_the_one_in_hand_is_not', () => {
    newest().open();
    expect(live.state).toBe('open');
    newest().tell(7);
    expect(reads).toBe(0);
    newest().tell(8);
    expect(reads).toBe(1);
  });

  it('nobody_at_the_page_reads_nothing_until_somebody_is_back', async () => {
    newest().open();
    Object.assign(idle, { phase: 'WARNING' });
    await nextTick();
    newest().tell(8);
    newest().tell(9);
    expect(reads).toBe(0);
    Object.assign(idle, { phase: 'ACTIVE' });
    await nextTick();
    expect(reads).toBe(1);
  });

  it('a_page_out_of_sight_holds_no_stream_and_reads_what_it_missed', () => {
    newest().open();
    page.hidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    expect(newest().closed).toBe(true);
    expect(live.state).toBe('closed');
    page.hidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    expect(streams).toHaveLength(2);
    newest().open();
    expect(reads).toBe(1);
  });

  it('a_stream_that_broke_reads_once_it_is_back', () => {
    newest().open();
    newest().fail(0);
    expect(live.state).toBe('connecting');
    newest().open();
    expect(reads).toBe(1);
  });

  it('a_refused_stream_is_tried_again_later_and_the_page_asks_meanwhile', () => {
    newest().fail(2);
    expect(live.state).toBe('closed');
    vi.advanceTimersByTime(AGAIN_SECONDS * 1000);
    expect(streams).toHaveLength(2);
  });

  it('the_end_of_the_session_closes_it_for_good', () => {
    newest().open();
    stop();
    expect(newest().closed).toBe(true);
    page.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(10 * AGAIN_SECONDS * 1000);
    expect(streams).toHaveLength(1);
  });

  it('what_cannot_be_read_counts_as_news', () => {
    expect(isNews('{', 3)).toBe(true);
    expect(isNews('{}', 3)).toBe(true);
    expect(isNews('{"revision":3}', 3)).toBe(false);
  });
});
