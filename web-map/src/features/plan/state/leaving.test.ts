import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signOut } from '../../../api/session';
import { forgetAll } from '../../../state/memory';
import { leave } from '../../../state/session';
import { applyOperation } from '../api';
import { askBeforeLeaving, leaving } from './leaving';
import { openOutbox, outbox, post } from './outbox';
import { openShelf } from './shelf';

vi.mock('../api', () => ({ applyOperation: vi.fn(() => new Promise(() => undefined)) }));
vi.mock('../../../api/session', () => ({ signOut: vi.fn(() => Promise.resolve()), getSession: vi.fn() }));

let stop: () => void;
beforeEach(async () => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false, baseURI: 'http://here/' }));
  vi.stubGlobal('location', { replace: vi.fn() });
  vi.mocked(signOut).mockClear();
  await openOutbox(1);
  stop = askBeforeLeaving();
});
afterEach(() => {
  stop();
  forgetAll();
  vi.unstubAllGlobals();
});

const draw = () => {
  post(
    {
      plan: 7,
      kind: 'apply',
      backTo: null,
      operation: { type: 'lock', edge: 1, locked: true },
      concerns: ['e1'],
      edges: [],
      basedOn: 5,
    },
    { here: () => true, ended: () => undefined },
  );
  return vi.waitFor(() => {
    expect(applyOperation).toHaveBeenCalled();
  });
};
const asked = () =>
  vi.waitFor(() => {
    expect(leaving.answer).not.toBeNull();
  });

it('who_signs_out_with_unsent_steps_is_asked_and_may_stay', async () => {
  await draw();
  const left = leave();
  await asked();
  expect(leaving.steps).toBe(1);
  leaving.answer?.(false);
  await left;
  expect([outbox.steps.length, vi.mocked(signOut).mock.calls.length]).toEqual([1, 0]);
});

it('they_are_dropped_from_the_device_once_he_says_so', async () => {
  await draw();
  const left = leave();
  await asked();
  leaving.answer?.(true);
  await left;
  expect(signOut).toHaveBeenCalledOnce();
  const shelf = await openShelf(1);
  expect(await shelf.list()).toEqual([]);
  shelf.close();
});

it('who_has_none_is_not_asked', async () => {
  await leave();
  expect(signOut).toHaveBeenCalledOnce();
  expect(leaving.answer).toBeNull();
});
