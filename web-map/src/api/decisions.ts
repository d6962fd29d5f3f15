import type { Geometry } from 'geojson';
import { ask } from './http';
import { newKey, type Operation, type PlanSummary, type Position, type WireOpenLand } from './plans';
import { itemsOf } from './session';

/** A division or a plan, as the server names it in comparisons and reports. */
export type Subject = `${number}` | `plan:${number}`;

/** What was done to outlines so that a plan could be made of them. */
export interface CreatedPlan extends PlanSummary {
  readonly repaired: readonly { readonly code: string; readonly sentence: string }[];
  readonly moved: { readonly corners: number; readonly largestMetres: number };
}

/** A division that was, is or will be in force. */
export interface DivisionInTime {
  readonly id: number;
  readonly rootCode: string;
  readonly name: string;
  readonly status: 'PAST' | 'IN_FORCE' | 'TO_COME';
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly planId: number | null;
}

/** One way to close open land, ready to be carried out. */
export interface Cure {
  /** `ASSIGN:` and a code, or one word. */
  readonly key: string;
  readonly operation: Operation;
}

/** Open land with what may be done about it. */
export interface CurableLand {
  readonly openLand: WireOpenLand;
  readonly finding: { readonly ordinal?: number | null } | null;
  readonly cures: readonly Cure[];
}

export interface ReshapedGrid {
  readonly code: string;
  readonly name?: string;
  readonly areaGained: number;
  readonly areaLost: number;
}

/** Land that has another grid after than before; `null` where no grid is. */
export interface ChangedLand {
  readonly from: string | null;
  readonly to: string | null;
  readonly areaSquareMetres: number;
  readonly geometry: Geometry;
}

export interface MovedHouse {
  readonly id: number;
  readonly number: string | null;
  readonly address: string | null;
  readonly point: Position;
  readonly from: string | null;
  readonly to: string | null;
  readonly residents?: number | null;
}

/** Whose duty changes. */
export interface OfficerChange {
  readonly staffName?: string | null;
  readonly role: string;
  readonly grid: string;
  /** Houses that come and go. */
  readonly gains: number;
  readonly loses: number;
}

/** Who comes to see how many records of people, and who no longer sees them. */
export interface AccessChange {
  readonly accountId: number;
  readonly name: string;
  readonly role: string;
  readonly gainsRecords: number | null;
  readonly losesRecords: number | null;
  readonly gainsHouses: number;
  readonly losesHouses: number;
}

export interface GridName {
  readonly code: string;
  readonly name: string;
}

export interface Comparison {
  readonly grids: {
    readonly added: readonly GridName[];
    readonly removed: readonly GridName[];
    readonly recoded: readonly { readonly from: string; readonly to: string }[];
    readonly reshaped: readonly ReshapedGrid[];
    readonly reparented: readonly { readonly code: string; readonly from: string; readonly to: string }[];
    readonly renamed: readonly { readonly code: string; readonly from: string; readonly to: string }[];
  };
  readonly lineage: readonly { readonly from: string; readonly to: string; readonly kind: string }[];
  readonly land: readonly ChangedLand[];
  readonly houses: { readonly count: number; readonly items: readonly MovedHouse[] };
  /** People who change hands; `null` where there are too few to be told. */
  readonly residents: number | null;
  readonly officers: readonly OfficerChange[];
  readonly access: readonly AccessChange[];
  /** Whether people are counted exactly; in tens otherwise. */
  readonly exact?: boolean;
}

/** One rule of division, checked. */
export interface RuleResult {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly passed: boolean;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly offending: readonly {
    readonly code: string;
    readonly name: string;
    readonly value: number | string | null;
    readonly place: Position | null;
    /** What is wrong, where the value does not say it. */
    readonly detail?: string | null;
  }[];
}

export interface Compliance {
  readonly at: string;
  /** Whether people are counted exactly; in tens otherwise. */
  readonly exact?: boolean;
  readonly rules: readonly RuleResult[];
}

/** What keeps a plan from being decided, with its place where it has one. */
export interface Obstacle {
  readonly kind?: string;
  readonly place?: Position | null;
  readonly grids?: readonly string[];
  readonly areaSquareMetres?: number | null;
}

const of = (id: number) => ({ path: { id } });

export const listPlans = async (signal?: AbortSignal) =>
  itemsOf<PlanSummary>(await ask('GET', '/api/plans', { signal }));

export const createPlan = (name: string, divisionId: number) =>
  ask<CreatedPlan>('POST', '/api/plans', { idempotencyKey: newKey(), body: { name, divisionId } });

export const renamePlan = ({ id, version }: PlanSummary, name: string) =>
  ask<PlanSummary>('PATCH', '/api/plans/{id}', {
    ...of(id),
    version,
    idempotencyKey: newKey(),
    body: { name },
  });

export const withdrawPlan = ({ id, version }: PlanSummary) =>
  ask<undefined>('DELETE', '/api/plans/{id}', { ...of(id), version, idempotencyKey: newKey() });

export const listCures = async (id: number, signal?: AbortSignal) =>
  itemsOf<CurableLand>(await ask('GET', '/api/plans/{id}/cures', { ...of(id), signal }));

/** Many cures as one step; nothing is stored. */
export interface CureBatch {
  /** `null` if nothing can be cured like that. */
  readonly operation: Operation | null;
  readonly cured: number;
  /** Pieces of that size that need a look. */
  readonly left: number;
}

export const cureAllUnder = (id: number, underSquareMetres: number) =>
  ask<CureBatch>('POST', '/api/plans/{id}/cures', {
    ...of(id),
    idempotencyKey: newKey(),
    body: { underSquareMetres },
  });

export type Decision =
  | { readonly step: 'submit' }
  | { readonly step: 'return'; readonly note: string }
  | { readonly step: 'approve'; readonly note?: string }
  /** `effectiveFrom`: a day or an instant; without one, now. */
  | { readonly step: 'publish'; readonly effectiveFrom?: string };

/** @param key the same when it is sent again because its answer was lost */
export function decidePlan(
  { id, version }: PlanSummary,
  { step, ...body }: Decision,
  key: string,
): Promise<PlanSummary> {
  return ask('POST', `/api/plans/{id}/${step}`, { ...of(id), version, idempotencyKey: key, body });
}

/** The divisions of an area in the order of their dates. */
export const listDivisions = async (rootCode?: string, signal?: AbortSignal) =>
  itemsOf<DivisionInTime>(await ask('GET', '/api/divisions', { query: { rootCode }, signal }));

export const compare = (from: Subject, to: Subject, signal?: AbortSignal) =>
  ask<Comparison>('GET', '/api/comparison', { query: { from, to }, signal });

export const checkCompliance = (subject: Subject, signal?: AbortSignal) =>
  ask<Compliance>('GET', '/api/compliance', { query: { of: subject }, signal });

/** Outlines of grids with code, level and whether they are leaves. */
export interface GridOutline {
  readonly geometry: Geometry;
  readonly properties: {
    readonly code: string;
    readonly name?: string;
    readonly level: number;
    readonly leaf?: boolean;
  };
}

/** The grids of a division or plan with their outlines. */
export async function listOutlines(subject: Subject, signal?: AbortSignal): Promise<GridOutline[]> {
  const plan = /^plan:(\d+)$/.exec(subject)?.[1];
  const page = await (plan === undefined
    ? ask<{ features: GridOutline[] }>('GET', '/ogc/collections/grids/items', {
        query: { division: subject, limit: 10_000 },
        signal,
      })
    : ask<{ features: GridOutline[] }>('GET', '/api/plans/{id}/grids', { ...of(Number(plan)), signal }));
  return page.features;
}
