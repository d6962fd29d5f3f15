import type { Code, Schemas } from '../../api/model';
import { ask } from '../../api/http';
import { itemsOf } from '../../api/session';

export interface Phone {
  readonly id: number;
  readonly kind: Schemas['PhoneKind'];
  readonly number: string;
  readonly holder?: string | null;
  readonly relation?: string | null;
}

/** A person as the server shows one: what is personal arrives masked. */
export interface Resident {
  readonly id: number;
  readonly householdId: number | null;
  readonly version: number;
  readonly name: string;
  readonly sex?: string | null;
  readonly birthYear?: number | null;
  readonly child?: boolean;
  readonly relation?: string | null;
  readonly registration?: string | null;
  readonly presence?: string | null;
  readonly phones: readonly Phone[];
  readonly workplace?: string | null;
  readonly origin?: string | null;
  readonly careNeeds: readonly string[];
  readonly tags: readonly string[];
  readonly hasNote?: boolean;
  readonly hasIdNumber?: boolean;
  readonly updatedAt?: string | null;
}

export interface Household {
  readonly id: number;
  readonly number: string | null;
  readonly room?: string | null;
  readonly kind?: string | null;
  readonly tenure?: string | null;
  readonly version: number;
  readonly residents: readonly Resident[];
  /** Children are counted and not listed. */
  readonly children?: number;
}

export interface HouseholdList {
  readonly houseId: number;
  readonly households: readonly Household[];
  readonly hidden?: { readonly children?: number };
}

export type Field = Schemas['RevealField'];

/** What was created or changed, with the version that the next change names. */
export interface Created {
  readonly id: number;
  readonly version: number;
}

/** What was changed; of a person only which fields, of a house also the values. */
export interface Change {
  readonly at: string;
  readonly login: string;
  readonly action?: string;
  readonly subjectType?: string;
  readonly subjectId?: number;
  readonly fields?: readonly string[];
  readonly field?: string;
  readonly before?: string | null;
  readonly after?: string | null;
}

export interface Sum {
  readonly level: Schemas['SumLevel'];
  readonly id: number;
  readonly name: string;
  readonly households: number;
  readonly registered: number;
  readonly permanent: number;
  readonly floating: number;
  readonly atHome: number;
  readonly away: number;
  readonly movedOut: number;
  readonly total: number;
  /** What the source of the houses says of its residents. */
  readonly declared: number | null;
  readonly difference: number;
  readonly explanation: string;
}

/** A row that breaks a sum. */
export interface Breaking {
  readonly kind: Schemas['BreakingKind'];
  readonly houseId: number;
  readonly householdId: number | null;
  readonly residentId: number | null;
  readonly detail: string;
}

/** One record of a pair that seems to be one person. */
export interface DoubleRecord {
  readonly residentId: number;
  readonly name: string;
  readonly houseId: number | null;
}

export interface Reconciliation {
  readonly sums: readonly Sum[];
  readonly breaking: readonly Breaking[];
  readonly withoutHouse: readonly { residentId: number | null; householdId: number; name: string }[];
  readonly doubles: readonly { ground: Schemas['DoubleGround']; first: DoubleRecord; second: DoubleRecord }[];
}

export interface Completeness {
  /** 0 to 100. */
  readonly score: number;
  readonly fields: readonly { field: string; filled: number; of: number; weight: number }[];
  readonly houses: readonly { houseId: number; number: string; score: number }[];
}

/** A phone as it is written: a left-out number or holder stays as it is. */
export interface PhoneDraft {
  id?: number;
  kind: Phone['kind'];
  number?: string;
  holder?: string;
  relation?: string;
}

/** What is written of a person. Masked fields that are left out stay as they are; an empty text removes them. */
export interface ResidentDraft {
  name?: string;
  sex: string;
  birthYear: number | null;
  relation: string;
  registration: string | null;
  presence: string | null;
  origin: string;
  workplace?: string;
  careNeeds: string[];
  tags: string[];
  idNumber?: string;
  note?: string;
  phones?: PhoneDraft[];
}
export type HouseholdDraft = Pick<Household, 'number' | 'room' | 'kind' | 'tenure'>;

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
  ask<{ value: string; seconds: number }>('POST', '/api/residents/{id}/reveal', { path: { id }, body });

/** The children of a household, masked, for a stated purpose; after so many seconds they are hidden again. */
export const revealChildren = (householdId: number, purpose: string) =>
  ask<{ children: Resident[]; seconds: number }>('POST', '/api/households/{id}/children', {
    path: { id: householdId },
    body: { purpose },
  });

export const listPurposes = async (signal?: AbortSignal) =>
  (await ask<{ purposes: Code[] }>('GET', '/api/purposes', { signal })).purposes;

/** The lists of codes by name, and whether numbers of identity documents are kept here. */
export const getDictionary = (signal?: AbortSignal) =>
  ask<{ codes: Record<string, Code[]>; idNumbers: boolean }>('GET', '/api/dictionary', { signal });

export const listResidentChanges = async (id: number, signal?: AbortSignal) =>
  itemsOf<Change>(await ask('GET', '/api/residents/{id}/history', { path: { id }, signal }));

export const listHouseChanges = async (id: number, signal?: AbortSignal) =>
  itemsOf<Change>(await ask('GET', '/api/houses/{id}/history', { path: { id }, signal }));

/** Who changed what about the households of a house. */
export const listHouseholdChanges = async (id: number, signal?: AbortSignal) =>
  itemsOf<Change>(await ask('GET', '/api/houses/{id}/households/history', { path: { id }, signal }));

export const makeReport = (id: number, purpose: string) =>
  ask<Record<string, unknown>>('POST', '/api/residents/{id}/report', { path: { id }, body: { purpose } });

export const getReconciliation = (gridId: number, signal?: AbortSignal) =>
  ask<Reconciliation>('GET', '/api/grids/{id}/reconciliation', { path: { id: gridId }, signal });

export const getCompleteness = (gridId: number, signal?: AbortSignal) =>
  ask<Completeness>('GET', '/api/grids/{id}/completeness', { path: { id: gridId }, signal });
