import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  addressOf,
  ask,
  carryCsrfToken,
  describeProblem,
  ServerProblem,
  tellIdleness,
  whenSignedOut,
} from './http';

const sent: Request[] = [];
let answer: () => Response = () => new Response('{}');

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('document', { baseURI: 'http://town.test/#view=1' });
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(answer());
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  carryCsrfToken('');
  tellIdleness(null);
});

describe('requests', () => {
  it('only_changes_carry_the_token_of_the_session', async () => {
    carryCsrfToken('secret');
    answer = () => new Response('{}');
    await ask('GET', '/api/grants');
    await ask('POST', '/api/grants', { body: { accountId: 1 } });
    expect(sent.map(({ headers }) => headers.get('X-CSRF-Token'))).toEqual([null, 'secret']);
  });

  it('each_says_for_how_long_nobody_has_been_here_while_somebody_watches_for_it', async () => {
    let seconds = 61.9;
    await ask('GET', '/api/overview');
    tellIdleness(() => seconds);
    await ask('GET', '/api/event-numbers');
    seconds = -2;
    await ask('POST', '/api/events', { body: {} });
    tellIdleness(null);
    await ask('GET', '/api/session');
    expect(sent.map(({ headers }) => headers.get('Idle-Seconds'))).toEqual([null, '61', '0', null]);
  });

  it('a_change_names_the_version_that_was_seen', async () => {
    await ask('PUT', '/api/residents/{id}', { path: { id: 7 }, version: 3, body: {} });
    expect(sent[0]?.headers.get('If-Match')).toBe('"3"');
    expect(sent[0]?.url).toBe('http://town.test/api/residents/7');
  });

  it('nothing_empty_and_no_viewpoint_goes_into_an_address', () => {
    expect(addressOf('/api/audit', { query: { from: '', action: 'LOGIN', before: undefined } }).href).toBe(
      'http://town.test/api/audit?action=LOGIN',
    );
  });

  it('a_session_that_is_over_is_told_once_and_a_wrong_password_is_not_one', async () => {
    const told = vi.fn();
    whenSignedOut(told);
    answer = () => new Response('', { status: 401 });
    await expect(ask('POST', '/api/session', { body: {} })).rejects.toBeInstanceOf(ServerProblem);
    expect(told).not.toHaveBeenCalled();
    await expect(ask('GET', '/api/overview')).rejects.toBeInstanceOf(ServerProblem);
    expect(told).toHaveBeenCalledOnce();
  });
});

it('a_refusal_tells_its_kind_and_when_to_come_back', () => {
  const problem = describeProblem(429, '', '540', { type: 'http://town.test/problems/rate-limited' });
  expect(problem).toMatchObject({ slug: 'rate-limited', retryAfterSeconds: 540, status: 429 });
  expect(describeProblem(500, 'x', 'soon', {})).toMatchObject({ slug: '', retryAfterSeconds: null });
});
