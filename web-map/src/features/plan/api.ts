import { addressOf, ask, newKey } from '../../api/http';
import type { Schemas, With } from '../../api/model';
import { itemsOf } from '../../api/session';

/** Longitude and latitude in degrees (EPSG:4490), multiples of 1e-9. */
export type Position = readonly [lon: number, lat: number];
export type PlanState = 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'PUBLISHED' | 'SUPERSEDED' | 'WITHDRAWN';
export type UnitKind = 'BASE' | 'EXCLUSIVE';

/** What the server says is read and never written to. */
export type Fixed<T> = { readonly [K in keyof T]: Fixed<T[K]> };

export type PlanSummary = Fixed<Schemas['PlanSummary']>;
type WireNode = Fixed<With<Schemas['PlanNode'], { at: Position }>>;
/** `left` and `right`: code of a leaf, `~` and the number of open land, or empty for what lies outside. */
export type WireEdge = Fixed<With<Schemas['PlanEdge'], { points: Position[] }>>;
export type WireOpenLand = Fixed<With<Schemas['PlanOpenLand'], { place: Position }>>;
export type WirePartition = Fixed<
  With<Schemas['PlanPartition'], { nodes: WireNode[]; edges: WireEdge[]; openLand: WireOpenLand[] }>
>;
type WireChange = Fixed<
  With<Schemas['ChangeView'], { nodes: WireNode[]; edges: WireEdge[]; openLand: WireOpenLand[] }>
>;

export interface NewGrid {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
}

/** One step of drawing; see `Operation` of the server. */
export type Operation =
  | { readonly type: 'moveNode'; readonly node: number; readonly to: Position }
  | { readonly type: 'moveVertex'; readonly edge: number; readonly vertex: number; readonly to: Position }
  | { readonly type: 'addVertex'; readonly edge: number; readonly segment: number; readonly at: Position }
  | { readonly type: 'removeVertex'; readonly edge: number; readonly vertex: number }
  | { readonly type: 'redrawEdge'; readonly edge: number; readonly line: readonly Position[] }
  | {
      readonly type: 'redrawBorder';
      readonly a: string;
      readonly b: string;
      readonly line: readonly Position[];
    }
  | { readonly type: 'adoptLine'; readonly edge: number; readonly line: readonly Position[] }
  | {
      readonly type: 'split';
      readonly grid: string;
      readonly line: readonly Position[];
      readonly left: NewGrid;
      readonly right: NewGrid;
    }
  | { readonly type: 'merge'; readonly grids: readonly string[]; readonly into: NewGrid }
  | {
      readonly type: 'transfer';
      readonly area: readonly (readonly (readonly Position[])[])[];
      readonly from: readonly string[];
      readonly to: string;
    }
  | { readonly type: 'reparent'; readonly grid: string; readonly parent: string }
  | { readonly type: 'rename'; readonly grid: string; readonly name: string }
  | { readonly type: 'recode'; readonly grid: string; readonly code: string }
  | { readonly type: 'changeKind'; readonly grid: string; readonly kind: UnitKind }
  | { readonly type: 'lock'; readonly edge: number; readonly locked: boolean }
  | { readonly type: 'assign'; readonly openLand: number; readonly to: string }
  | { readonly type: 'splitMiddle'; readonly openLand: number; readonly a: string; readonly b: string }
  | {
      readonly type: 'makeGrid';
      readonly openLand: number;
      readonly grid: NewGrid;
      readonly parent: string;
    }
  | { readonly type: 'allow'; readonly openLand: number; readonly reason: string }
  | { readonly type: 'cutAway'; readonly openLand: number }
  | { readonly type: 'batch'; readonly operations: readonly Operation[]; readonly title?: string };

/** What is counted of a house, in the order of the columns behind its place. */
export const MEASURES = ['households', 'residents', 'enterprises', 'rentals', 'careNeeds'] as const;
type PlanMeasure = (typeof MEASURES)[number];

/** What the workload of a grid is made of: so much for each. */
export type Weights = Fixed<Schemas['Weights']>;

/** Compactness is 4π·area/perimeter², 1 for a circle; a workload of 1 is the average of the plan's leaves. */
export type Numbers = Fixed<Schemas['GridNumbers']>;
export type PlanNumbers = Fixed<Schemas['PlanNumbers']>;

/** Of each house its number, its place, then its measures. */
export type PlanHouses = Fixed<With<Schemas['PlanHouses'], { measures: PlanMeasure[] }>>;

/** What a step changed, as the server says it. */
export type Applied = Fixed<With<Schemas['EditAnswer'], { change: WireChange }>>;
export type PlanLogItem = Fixed<Schemas['LoggedEdit']>;

/** A step of somebody, told while it happens. */
export type PlanEvent = Fixed<With<Schemas['ChangeEvent'], { change: WireChange }>>;

/** Why a step was refused; the same words as the server's. */
export const REASONS = [
  'UNKNOWN_NODE',
  'UNKNOWN_EDGE',
  'UNKNOWN_GRID',
  'UNKNOWN_OPEN_LAND',
  'NOT_A_VERTEX',
  'NOT_A_LEAF',
  'NOT_SIBLINGS',
  'NOT_ADJACENT',
  'NOT_A_LINE',
  'NOT_A_RING',
  'COORDINATE_OUT_OF_RANGE',
  'TOO_MANY_POINTS',
  'LINE_DOES_NOT_REACH_BORDER',
  'LINE_CROSSES_BORDER',
  'LINE_CROSSES_ITSELF',
  'BORDER_CROSSED',
  'NODE_SWALLOWED',
  'OUTSIDE_PARENT',
  'SELF_INTERSECTION',
  'EMPTY_GRID',
  'GRID_IN_PIECES',
  'NOTHING_CHANGES',
  'LOCKED',
  'OUTLINE_FIXED',
  'CODE_TAKEN',
  'CODE_INVALID',
  'NAME_INVALID',
  'WRONG_PARENT',
  'TOO_FAR',
  'NOT_A_CLAIMANT',
  'REASON_MISSING',
  'EMPTY_BATCH',
] as const;
export type Reason = (typeof REASONS)[number];

/** A road or river that a border may follow. */
export type RoadLine = Fixed<With<Schemas['RoadLine'], { line: Position[] }>>;

const of = (id: number) => ({ path: { id } });

export const getPlan = (id: number, signal?: AbortSignal) =>
  ask<PlanSummary>('GET', '/api/plans/{id}', { ...of(id), signal });

export const getPartition = (id: number, signal?: AbortSignal) =>
  ask<WirePartition>('GET', '/api/plans/{id}/partition', { ...of(id), signal });

export const getPlanNumbers = (id: number, signal?: AbortSignal) =>
  ask<PlanNumbers>('GET', '/api/plans/{id}/numbers', { ...of(id), signal });

export const getPlanHouses = (id: number, signal?: AbortSignal) =>
  ask<PlanHouses>('GET', '/api/plans/{id}/houses', { ...of(id), signal });

export const listPlanLog = async (id: number, signal?: AbortSignal) =>
  itemsOf<PlanLogItem>(await ask('GET', '/api/plans/{id}/log', { ...of(id), signal }));

/** @param key the same for a step that is sent again because its answer was lost */
export const applyOperation = (id: number, version: number, key: string, operation: Operation) =>
  ask<Applied>('POST', '/api/plans/{id}/operations', {
    ...of(id),
    version,
    idempotencyKey: key,
    body: { operation },
  });

export const previewOperation = (id: number, operation: Operation, signal?: AbortSignal) =>
  ask<Applied>('POST', '/api/plans/{id}/preview', {
    ...of(id),
    idempotencyKey: newKey(),
    body: { operation },
    signal,
  });

export const undoStep = (id: number, version: number, key: string) =>
  ask<Applied>('POST', '/api/plans/{id}/undo', { ...of(id), version, idempotencyKey: key, body: {} });

export const redoStep = (id: number, version: number, key: string) =>
  ask<Applied>('POST', '/api/plans/{id}/redo', { ...of(id), version, idempotencyKey: key, body: {} });

export const changeWeights = (id: number, version: number, body: Weights) =>
  ask<PlanNumbers>('PATCH', '/api/plans/{id}/weights', {
    ...of(id),
    version,
    idempotencyKey: newKey(),
    body,
  });

/** What a brush went over: numbers of houses, or places in blocks between roads. */
export interface Painting {
  readonly houses: readonly number[];
  readonly blocks: readonly Position[];
}

/**
 * The step that gives what was painted to a grid, its border mid-way between houses or along the roads around a block;
 * nothing is stored.
 */
export const paintTo = (id: number, painting: Painting, to: string) =>
  ask<{ operation: Operation }>('POST', '/api/plans/{id}/brush', {
    ...of(id),
    idempotencyKey: newKey(),
    body: { ...painting, to },
  });

export const listRoadsNear = async (id: number, edge: number, signal?: AbortSignal) =>
  itemsOf<RoadLine>(await ask('GET', '/api/plans/{id}/roads', { ...of(id), query: { edge }, signal }));

/** Free codes for new grids at places, numbered from west to east and north to south. */
export const proposeCodes = async (id: number, places: readonly Position[], role: 'LEAF' | 'HIGHER') =>
  (
    await ask<{ codes: string[] }>('POST', '/api/plans/{id}/codes', {
      ...of(id),
      idempotencyKey: newKey(),
      body: { places, role },
    })
  ).codes;

/** Listens to what others do in a plan; the browser itself comes back after a lost connection. */
export const planEvents = (id: number) =>
  new EventSource(addressOf('/api/plans/{id}/events', of(id)), { withCredentials: true });

/** A new plan, with what was done to outlines so that it could be made of them. */
export type CreatedPlan = PlanSummary & Fixed<{ repaired: Schemas['Repair'][]; moved: Schemas['Moved'] }>;

/** One way to close open land, ready to be carried out; its key is `ASSIGN:` and a code, or one word. */
export type Cure = Fixed<With<Schemas['Cure'], { operation: Operation }>>;

/** Open land with what may be done about it. */
export type CurableLand = Fixed<With<Schemas['Case'], { openLand: WireOpenLand; cures: Cure[] }>>;

/** What keeps a plan from being decided, with its place where it has one. */
export interface Obstacle {
  readonly kind?: string;
  readonly place?: Position | null;
  readonly grids?: readonly string[];
  readonly areaSquareMetres?: number | null;
}

export const listPlans = async (signal?: AbortSignal) =>
  itemsOf<PlanSummary>(await ask('GET', '/api/plans', { signal }));

/** @param key the same when it is sent again because its answer was lost */
export const createPlan = (name: string, divisionId: number, key: string) =>
  ask<CreatedPlan>('POST', '/api/plans', { idempotencyKey: key, body: { name, divisionId } });

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
interface CureBatch {
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
