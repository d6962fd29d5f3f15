import type { Code, Fixed, Schemas } from '../../api/model';
import { ask } from '../../api/http';
import { itemsOf } from '../../api/session';

export type Phone = Fixed<Schemas['Phone']>;

/** A person as the server shows one: what is personal arrives masked. */
export type Resident = Fixed<Schemas['Resident']>;

export type Household = Fixed<Schemas['Household']>;

export type HouseholdList = Fixed<Schemas['HouseRegister']>;

export type Field = Schemas['RevealField'];

/** What was created or changed, with the version that the next change names. */
export type Created = Fixed<Schemas['Created']>;

/** What was changed; of a person only which fields, of a house also the values. */
export type Change = Fixed<
  Pick<Schemas['RegisterChange'], 'at' | 'login'> &
    Partial<Schemas['RegisterChange'] & Schemas['HouseChange']>
>;

export type Sum = Fixed<Schemas['Sum']>;

/** A row that breaks a sum. */
export type Breaking = Fixed<Schemas['Breaking']>;

/** One record of a pair that seems to be one person. */
export type DoubleRecord = Fixed<Schemas['DoubleRecord']>;

export type Reconciliation = Fixed<Schemas['Reconciliation']>;

export type Completeness = Fixed<Schemas['Completeness']>;

/** A phone as it is written: a left-out number or holder stays as it is. */
export type PhoneDraft = Partial<Schemas['PhoneInput']>;

/** What is written of a person. Masked fields that are left out stay as they are; an empty text removes them. */
export type ResidentDraft = Partial<Omit<Schemas['ResidentInput'], 'phones'>> & { phones?: PhoneDraft[] };
export type HouseholdDraft = Pick<Schemas['HouseholdInput'], 'number' | 'room' | 'kind' | 'tenure'>;

export const listHouseholds = (houseId: number, signal?: AbortSignal) =>
  ask<HouseholdList>('GET', '/api/houses/{id}/households', { path: { id: houseId }, signal });

export const addHousehold = (houseId: number, body: HouseholdDraft) =>
  ask<Created>('POST', '/api/houses/{id}/households', { path: { id: houseId }, body });

export const changeHousehold = (id: number, version: number, body: HouseholdDraft) =>
  ask<Created>('PUT', '/api/households/{id}', { path: { id }, version, body });

export const removeHousehold = (id: number, version: number) =>
  ask<undefined>('DELETE', '/api/households/{id}', { path: { id }, version });

export const addResident = (householdId: number, body: ResidentDraft) =>
  ask<Created>('POST', '/api/households/{id}/residents', { path: { id: householdId }, body });

export const getResident = (id: number, signal?: AbortSignal) =>
  ask<Resident>('GET', '/api/residents/{id}', { path: { id }, signal });

export const changeResident = (id: number, version: number, body: ResidentDraft) =>
  ask<Created>('PUT', '/api/residents/{id}', { path: { id }, version, body });

export const removeResident = (id: number, version: number) =>
  ask<undefined>('DELETE', '/api/residents/{id}', { path: { id }, version });

export const moveResident = (id: number, version: number, householdId: number) =>
  ask<Created>('POST', '/api/residents/{id}/move', { path: { id }, version, body: { householdId } });

export const reveal = (id: number, body: { field: Field; phoneId?: number; purpose: string }) =>
  ask<Schemas['Revealed']>('POST', '/api/residents/{id}/reveal', { path: { id }, body });

/** The children of a household, masked, for a stated purpose; after so many seconds they are hidden again. */
export const revealChildren = (householdId: number, purpose: string) =>
  ask<Schemas['Children']>('POST', '/api/households/{id}/children', {
    path: { id: householdId },
    body: { purpose },
  });

export const listPurposes = async (signal?: AbortSignal) =>
  (await ask<{ purposes: Code[] }>('GET', '/api/purposes', { signal })).purposes;

/** The lists of codes by name, and whether numbers of identity documents are kept here. */
export const getDictionary = (signal?: AbortSignal) =>
  ask<Schemas['Dictionary']>('GET', '/api/dictionary', { signal });

export const listResidentChanges = async (id: number, signal?: AbortSignal) =>
  itemsOf<Change>(await ask('GET', '/api/residents/{id}/history', { path: { id }, signal }));

export const listHouseChanges = async (id: number, signal?: AbortSignal) =>
  itemsOf<Change>(await ask('GET', '/api/houses/{id}/history', { path: { id }, signal }));

/** Who changed what about the households of a house. */
export const listHouseholdChanges = async (id: number, signal?: AbortSignal) =>
  itemsOf<Change>(await ask('GET', '/api/houses/{id}/households/history', { path: { id }, signal }));

export const makeReport = (id: number, purpose: string) =>
  ask<Schemas['Report']>('POST', '/api/residents/{id}/report', { path: { id }, body: { purpose } });

export const getReconciliation = (gridId: number, signal?: AbortSignal) =>
  ask<Reconciliation>('GET', '/api/grids/{id}/reconciliation', { path: { id: gridId }, signal });

export const getCompleteness = (gridId: number, signal?: AbortSignal) =>
  ask<Completeness>('GET', '/api/grids/{id}/completeness', { path: { id: gridId }, signal });
