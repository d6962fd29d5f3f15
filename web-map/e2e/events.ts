import type { Page } from 'playwright-core';
import type { GridEvent, PossibleAction, ReportedEvent, TakenAction } from '../src/features/event/api';
import { type Demo, read, readScope, send } from './server';

/** A small picture that is no two times the same. */
export async function photo(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = `hsl(${String(Math.random() * 360)} 60% 60%)`;
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = '#ffffff';
    context.fillRect(Math.random() * 400, Math.random() * 300, 160, 120);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}

export const key = () => crypto.randomUUID().replaceAll('-', '');
export const readEvent = (id: number, login: Demo) => read<GridEvent>(`/api/events/${String(id)}`, login);

/** Somewhere in the grid of the officer, away from its borders. */
export async function readPlace(): Promise<[number, number]> {
  const { labelPoint } = await readScope('officer');
  const [lon = 0, lat = 0] = labelPoint as unknown as number[];
  return [lon, lat];
}

/** Reports beside the page; with a house, about what lies behind its door. */
export async function report(
  place: readonly [number, number],
  category: string,
  text: string,
  houseId?: number,
): Promise<GridEvent> {
  const body = {
    category,
    longitude: place[0],
    latitude: place[1],
    importance: 'HIGH',
    pressing: 'HIGH',
    text,
    ...(houseId === undefined ? {} : { houseId }),
  };
  const answer = await send('officer', 'POST', '/api/events', body, { 'Idempotency-Key': key() });
  if (!answer.ok) throw new Error(`not reported: ${String(answer.status)} ${await answer.text()}`);
  return readEvent(((await answer.json()) as ReportedEvent).id, 'officer');
}

/** Tries an action beside the page. */
export const tryAction = (login: Demo, event: GridEvent, body: TakenAction) =>
  send(login, 'POST', `/api/events/${String(event.id)}/actions`, body, {
    'Idempotency-Key': key(),
    'If-Match': `"${String(event.version)}"`,
  });

/** What somebody may do with an event; nothing where he is not shown it. */
export async function actionsOf(login: Demo, id: number): Promise<readonly PossibleAction[]> {
  const answer = await send(login, 'GET', `/api/events/${String(id)}`);
  return answer.ok ? ((await answer.json()) as GridEvent).actions : [];
}
