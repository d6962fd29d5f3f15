import { ask } from '../../api/http';
import type { Fixed, Position, Schemas, With } from '../../api/model';
import { itemsOf } from '../../api/session';

export type Organisation = Fixed<Schemas['Organisation']>;

/** 网格服务站. */
export type Station = Fixed<With<Schemas['Station'], { point: Position }>>;

/** 应急资源: a thing or a place that helps in an emergency. */
export type Resource = Fixed<With<Schemas['EmergencyResource'], { point: Position }>>;

/** One who answers for a grid or a building. */
export type Post = Fixed<Schemas['Post']>;

/** What somebody may be in a grid; a house has others. */
export const GRID_DUTIES = [
  'GRID_LEAD',
  'GRID_OFFICER',
  'POLICE',
  'DOCTOR',
  'MARKET_INSPECTOR',
  'JUDICIAL',
  'FIREFIGHTER',
  'VOLUNTEER',
] as const satisfies readonly Schemas['Duty'][];

/** Somebody in service. */
export type StaffMember = Fixed<Schemas['StaffMember']>;

export const listStaff = async (name: string, signal?: AbortSignal) =>
  itemsOf<StaffMember>(await ask('GET', '/api/staff', { query: { name }, signal }));

export const assign = (body: {
  staffId: number;
  gridId?: number;
  houseId?: number;
  role: Schemas['Duty'];
  from?: string;
  until?: string;
}) => ask<{ id: number }>('POST', '/api/assignments', { body });

export const endAssignment = (id: number) =>
  ask<undefined>('DELETE', '/api/assignments/{id}', { path: { id } });

export const listHouseOrganisations = async (houseId: number, signal?: AbortSignal) =>
  itemsOf<Organisation>(
    await ask('GET', '/api/houses/{id}/organisations', { path: { id: houseId }, signal }),
  );

export const listGridOrganisations = async (gridId: number, signal?: AbortSignal) =>
  itemsOf<Organisation>(await ask('GET', '/api/grids/{id}/organisations', { path: { id: gridId }, signal }));

export const addOrganisation = (houseId: number, body: Partial<Schemas['OrganisationInput']>) =>
  ask<Organisation>('POST', '/api/houses/{id}/organisations', { path: { id: houseId }, body });

export const changeOrganisation = (
  id: number,
  version: number,
  body: Partial<Schemas['OrganisationInput']>,
) => ask<Organisation>('PUT', '/api/organisations/{id}', { path: { id }, version, body });

export const removeOrganisation = (id: number, version: number) =>
  ask<undefined>('DELETE', '/api/organisations/{id}', { path: { id }, version });

export const listStations = async (signal?: AbortSignal) =>
  itemsOf<Station>(await ask('GET', '/api/stations', { signal }));

export const getStation = (id: number, signal?: AbortSignal) =>
  ask<Station>('GET', '/api/stations/{id}', { path: { id }, signal });

export const changeStation = (id: number, version: number, body: Partial<Station>) =>
  ask<Station>('PUT', '/api/stations/{id}', { path: { id }, version, body });

export const removeStation = (id: number, version: number) =>
  ask<undefined>('DELETE', '/api/stations/{id}', { path: { id }, version });

export const removeResource = (id: number, version: number) =>
  ask<undefined>('DELETE', '/api/resources/{id}', { path: { id }, version });

export const listResources = async (signal?: AbortSignal) =>
  itemsOf<Resource>(await ask('GET', '/api/resources', { signal }));

export const getResource = (id: number, signal?: AbortSignal) =>
  ask<Resource>('GET', '/api/resources/{id}', { path: { id }, signal });

export const changeResource = (id: number, version: number, body: Partial<Resource>) =>
  ask<Resource>('PUT', '/api/resources/{id}', { path: { id }, version, body });

export const listDuties = async (of: 'grids' | 'houses', id: number, signal?: AbortSignal) => {
  const path = of === 'grids' ? ('/api/grids/{id}/staff' as const) : ('/api/houses/{id}/staff' as const);
  return (await ask<{ chain: Post[] }>('GET', path, { path: { id }, signal })).chain;
};
