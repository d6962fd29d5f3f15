import { addressOf, ask, newKey, problemOf, send, ServerProblem, upload } from '../../api/http';
import type { Fixed, Schemas, With } from '../../api/model';
import { itemsOf } from '../../api/session';

/** Longitude and latitude in degrees (EPSG:4490), multiples of 1e-9. */
export type Position = Fixed<Schemas['Position']>;
export type PlanState = Schemas['PlanState'];
export type GridKind = Schemas['GridKind'];

export type PlanSummary = Fixed<Schemas['PlanSummary']>;
/** `left` and `right`: code of a leaf, `~` and the number of open land, or empty for what lies outside. */
export type WireEdge = Fixed<Schemas['Edge']>;
export type WireOpenLand = Fixed<Schemas['OpenLand']>;
export type WirePartition = Fixed<Schemas['PlanPartition']>;

export type NewGrid = Fixed<Schemas['NewGrid']>;

/** One step of drawing. */
export type Operation = Fixed<Schemas['Operation']>;

/** What the workload of a grid is made of: so much for each. */
export type Weights = Fixed<Schemas['Weights']>;

/** Compactness is 4π·area/perimeter², 1 for a circle; a workload of 1 is the average of the plan's leaves. */
export type Numbers = Fixed<Schemas['GridNumbers']>;
export type PlanNumbers = Fixed<Schemas['PlanNumbers']>;

/** Of each house its number, its place, then its measures. */
export type PlanHouses = Fixed<Schemas['PlanHouses']>;

/** What a step changed, as the server says it. */
export type Applied = Fixed<Schemas['EditAnswer']>;
export type PlanLogItem = Fixed<Schemas['LoggedEdit']>;
export type LoggedChange = Fixed<Schemas['LoggedChange']>;

/** A step of somebody, told while it happens. */
export type PlanEvent = Fixed<Schemas['ChangeEvent']>;

/** Why a step was refused, and where. */
export type OperationRefused = Fixed<Schemas['OperationRefused']>;
export type EditConflict = Fixed<Schemas['EditConflict']>;
export type Reason = Schemas['Reason'];

/** What became of a plan that was carried over, and a step that did not fit. */
export type CarriedOver = Fixed<
  With<Schemas['CarriedOver'], { leftOver: With<Schemas['LeftOver'], { place: Position | null }>[] }>
>;
export type LeftOver = CarriedOver['leftOver'][number];

/** A road or river that a border may follow. */
export type RoadLine = Fixed<Schemas['RoadLine']>;

const of = (id: number) => ({ path: { id } });

export const getPlan = (id: number, signal?: AbortSignal) =>
  ask<PlanSummary>('GET', '/api/plans/{id}', { ...of(id), signal });

export const getPartition = (id: number, signal?: AbortSignal) =>
  ask<WirePartition>('GET', '/api/plans/{id}/partition', { ...of(id), signal });

export const getPlanNumbers = (id: number, signal?: AbortSignal) =>
  ask<PlanNumbers>('GET', '/api/plans/{id}/numbers', { ...of(id), signal });

export const getPlanHouses = (id: number, signal?: AbortSignal) =>
  ask<PlanHouses>('GET', '/api/plans/{id}/houses', { ...of(id), signal });

/** What was done after an entry, oldest first; after 0 everything. */
export const listPlanLog = async (id: number, after: number, signal?: AbortSignal) =>
  itemsOf<PlanLogItem>(await ask('GET', '/api/plans/{id}/log', { ...of(id), query: { after }, signal }));

/** The borders that an entry of the log changed. */
export const getLoggedChange = (id: number, seq: number, signal?: AbortSignal) =>
  ask<LoggedChange>('GET', '/api/plans/{id}/log/{seq}', { path: { id, seq }, signal });

/** @param key the same for a step that is sent again because its answer was lost */
/** @param upon later versions that the caller made himself before he drew this */
export const applyOperation = (
  id: number,
  version: number,
  key: string,
  operation: Operation,
  upon: readonly number[] = [],
) =>
  ask<Applied>('POST', '/api/plans/{id}/operations', {
    ...of(id),
    version,
    ownVersions: upon,
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

/** What the grids that a step concerns would hold; nothing is stored. Empty where the step cannot be. */
export async function partsOf(id: number, operation: Operation): Promise<readonly Numbers[]> {
  try {
    return (await previewOperation(id, operation)).numbers;
  } catch (error) {
    // The step itself says why.
    if (error instanceof ServerProblem && error.slug === 'operation-refused') return [];
    throw error;
  }
}

export const undoStep = (id: number, version: number, key: string, upon: readonly number[] = []) =>
  ask<Applied>('POST', '/api/plans/{id}/undo', {
    ...of(id),
    version,
    ownVersions: upon,
    idempotencyKey: key,
    body: {},
  });

export const redoStep = (id: number, version: number, key: string, upon: readonly number[] = []) =>
  ask<Applied>('POST', '/api/plans/{id}/redo', {
    ...of(id),
    version,
    ownVersions: upon,
    idempotencyKey: key,
    body: {},
  });

/** Takes back everything after an entry of the log; 0 is the beginning. */
export const undoStepsTo = (id: number, version: number, key: string, seq: number) =>
  ask<Applied>('POST', '/api/plans/{id}/undo-to', { ...of(id), version, idempotencyKey: key, body: { seq } });

/** How much grids of a plan's area should hold, and who said so. */
export type PlanNorms = Fixed<Schemas['PlanNorms']>;
export type NewNorm = Fixed<Schemas['NewNorm']>;

export const getPlanNorms = (id: number, signal?: AbortSignal) =>
  ask<PlanNorms>('GET', '/api/plans/{id}/norms', { ...of(id), signal });

/** @param version of the norms */
export const setPlanNorms = (
  id: number,
  version: number,
  key: string,
  body: { readonly norms: readonly NewNorm[]; readonly reason: string },
) => ask<PlanNorms>('PUT', '/api/plans/{id}/norms', { ...of(id), version, idempotencyKey: key, body });

/** The numbers of the division that a plan began from. */
export const getBaseNumbers = (id: number, signal?: AbortSignal) =>
  ask<{ readonly grids: readonly Numbers[] }>('GET', '/api/plans/{id}/base-numbers', { ...of(id), signal });

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
export const proposeCodes = async (
  id: number,
  places: readonly Position[],
  role: Schemas['GridCodeSchemeRole'],
) =>
  (
    await ask<{ codes: string[] }>('POST', '/api/plans/{id}/codes', {
      ...of(id),
      idempotencyKey: newKey(),
      body: { places, role },
    })
  ).codes;

/** Does the steps of an outdated draft again on the division that overtook it. */
export const carryOver = ({ id, version }: PlanSummary, key: string) =>
  ask<CarriedOver>('POST', '/api/plans/{id}/carry-over', {
    ...of(id),
    version,
    idempotencyKey: key,
    body: {},
  });

/** What became of a plan that was carried over last, if that is in effect. */
export const listCarriedOver = async (id: number, signal?: AbortSignal) =>
  itemsOf<CarriedOver>(await ask('GET', '/api/plans/{id}/carry-over', { ...of(id), signal }));

/** Has it noted that the table of a plan's grids is saved as a file. */
export const noteExport = (id: number, format: Schemas['TableFormat'], rows: number) =>
  ask('POST', '/api/plans/{id}/exports', { ...of(id), body: { format, rows } });

/** Everything that the table of the grids in force tells. */
export type GridTable = Fixed<Schemas['GridTable']>;
export type TabledGrid = Fixed<Schemas['TabledGrid']>;

export const getGridTable = (at?: string, signal?: AbortSignal) =>
  ask<GridTable>('GET', '/api/aggregates/grids', { query: { at }, signal });

/** Has it noted that the table of the grids in force is saved as a file. */
export const noteTableExport = (format: Schemas['TableFormat'], rows: number) =>
  ask('POST', '/api/aggregates/exports', { body: { format, rows } });

/** Listens to what others do in a plan; the browser itself comes back after a lost connection. */
export const planEvents = (id: number) =>
  new EventSource(addressOf('/api/plans/{id}/events', of(id)), { withCredentials: true });

/** A new plan, with what was done to outlines so that it could be made of them. */
export type CreatedPlan = PlanSummary & Fixed<{ repaired: Schemas['Repair'][]; moved: Schemas['Moved'] }>;

/** One way to close open land, ready to be carried out; its key is `ASSIGN:` and a code, or one word. */
export type Fix = Fixed<Schemas['Fix']>;

/** Open land with what may be done about it. */
export type FixableLand = Fixed<Schemas['OpenLandFixes']>;

/** What keeps a plan from being decided, with its place where it has one. */
export interface Obstacle {
  readonly kind?: string;
  /** What it is called where the doctor has no word for its kind. */
  readonly title?: string;
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

export const listFixes = async (id: number, signal?: AbortSignal) =>
  itemsOf<FixableLand>(await ask('GET', '/api/plans/{id}/fixes', { ...of(id), signal }));

/** Many fixes as one step; nothing is stored. */
interface FixBatch {
  /** `null` if nothing can be fixed like that. */
  readonly operation: Operation | null;
  readonly fixed: number;
  /** Pieces of that size that need a look. */
  readonly left: number;
}

export const fixAllUnder = (id: number, underSquareMetres: number) =>
  ask<FixBatch>('POST', '/api/plans/{id}/fixes', {
    ...of(id),
    idempotencyKey: newKey(),
    body: { underSquareMetres },
  });

export type FileChange = Fixed<Schemas['FileChange']>;
export type MatchedGrid = Fixed<Schemas['MatchedGrid']>;
export type GridFate = Schemas['GridFate'];
export type Defect = Fixed<Schemas['Defect']>;
export type FileFormat = Schemas['ExportFormat'];

/** A plan as a file; `crs` as `EPSG:4549`, without one the usual of the format. */
export async function exportPlan(
  id: number,
  format: FileFormat,
  crs: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly bytes: Blob }> {
  const url = addressOf('/api/plans/{id}/file', { ...of(id), query: { format, crs } });
  const response = await send(new Request(url, { credentials: 'same-origin', signal }));
  if (!response.ok) throw await problemOf(response);
  const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { name: named ? decodeURIComponent(named) : 'plan', bytes: await response.blob() };
}

/** How a file is to be read where it does not say so itself. */
export interface Reading {
  readonly layer?: string | undefined;
  readonly crs?: string | undefined;
}

/** The type of a file says how it is packed; what it holds the server finds out. */
const plain = (file: Blob) => new Blob([file], { type: 'application/octet-stream' });

/** What a plan would become by a file; nothing is stored. */
export const previewFile = (
  id: number,
  file: Blob,
  reading: Reading,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) =>
  upload<FileChange>(
    '/api/plans/{id}/file/preview',
    { ...of(id), query: { ...reading } },
    plain(file),
    onProgress,
    signal,
  );

/** Makes a plan what a file holds, as one step. */
export const takeFile = (
  id: number,
  version: number,
  key: string,
  file: Blob,
  reading: Reading,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) =>
  upload<Applied>(
    '/api/plans/{id}/file',
    { ...of(id), query: { ...reading }, version, idempotencyKey: key },
    plain(file),
    onProgress,
    signal,
  );

/** Outlines of the leaves of a division. */
export async function listBaseOutlines(division: number, signal?: AbortSignal) {
  const page = await ask<{
    features: { geometry: { type: string; coordinates?: unknown }; properties: { leaf?: boolean } }[];
  }>('GET', '/ogc/collections/grids/items', {
    query: { division: String(division), limit: 10_000 },
    signal,
  });
  return page.features.filter(({ properties }) => properties.leaf).map(({ geometry }) => geometry);
}
