import { ask, upload } from '../../api/http';
import type { HouseCard, HouseFacts } from '../../api/model';

export const changeHouse = (id: number, version: number, body: HouseFacts & Record<string, unknown>) =>
  ask<HouseCard>('PUT', '/api/houses/{id}', { path: { id }, version, body });

export const uploadPhoto = (
  houseId: number,
  bytes: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) => upload<{ id: number }>('/api/houses/{id}/photos', { path: { id: houseId } }, bytes, onProgress, signal);

export const removePhoto = (id: number) => ask<undefined>('DELETE', '/api/photos/{id}', { path: { id } });
