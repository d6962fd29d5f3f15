import { ask } from '../../api/http';
import type { Fixed, Schemas } from '../../api/model';

/** Who is told what happens to events, and which hosts the settings allow. */
export type Webhooks = Fixed<Schemas['WebhookList']>;
export type Webhook = Fixed<Schemas['Webhook']>;
export type Delivery = Fixed<Schemas['Delivery']>;
export type Platform = Fixed<Schemas['Platform']>;

export const listWebhooks = (signal?: AbortSignal) => ask<Webhooks>('GET', '/api/webhooks', { signal });

export const createWebhook = (name: string, url: string) =>
  ask<Schemas['FreshWebhook']>('POST', '/api/webhooks', { body: { name, url } });

export const pauseWebhook = (id: number, paused: boolean) =>
  ask<undefined>('PATCH', '/api/webhooks/{id}', { path: { id }, body: { paused } });

export const removeWebhook = (id: number) => ask<undefined>('DELETE', '/api/webhooks/{id}', { path: { id } });

/** The last messages to a receiver in one state, the newest first. */
export const listDeliveries = async (
  id: number,
  state: Delivery['state'],
  signal?: AbortSignal,
): Promise<readonly Delivery[]> =>
  (
    await ask<Fixed<Schemas['DeliveryList']>>('GET', '/api/webhooks/{id}/deliveries', {
      path: { id },
      query: { state },
      signal,
    })
  ).deliveries;

export const sendAgain = (id: number) =>
  ask<undefined>('POST', '/api/webhook-deliveries/{id}/again', { path: { id } });

export const sendAllAgain = (id: number) =>
  ask<Schemas['SentAgain']>('POST', '/api/webhooks/{id}/deliveries/again', { path: { id } });

export const listPlatforms = async (signal?: AbortSignal): Promise<readonly Platform[]> =>
  (await ask<Fixed<Schemas['PlatformList']>>('GET', '/api/platforms', { signal })).platforms;

export const createPlatform = (name: string) =>
  ask<Schemas['FreshPlatform']>('POST', '/api/platforms', { body: { name } });

/** Another secret, shown once; what the old one signs is refused from now on. */
export const replacePlatformSecret = (id: number) =>
  ask<Schemas['FreshPlatform']>('POST', '/api/platforms/{id}/secret', { path: { id } });

export const removePlatform = (id: number) =>
  ask<undefined>('DELETE', '/api/platforms/{id}', { path: { id } });
