import type { Geometry } from 'geojson';
import { ask } from '../../api/http';
import type { Schemas, With } from '../../api/model';
import type { Fixed, PlanSummary, Position } from '../plan/face';
import { itemsOf } from '../../api/session';

/** A division or a plan, as the server names it in comparisons and reports. */
export type Subject = `${number}` | `plan:${number}`;

/** A division that was, is or will be in force. */
export type DivisionInTime = Fixed<Schemas['DivisionOfHistory']>;

/** Land that has another grid after than before. */
export type ChangedLand = Fixed<Omit<Schemas['LandRow'], 'geometry'>> & { readonly geometry: Geometry };
export type MovedHouse = Fixed<With<Schemas['HouseRow'], { point: Position }>>;
export type GridName = Fixed<Schemas['GridName']>;

/**
 * What differs between two divisions. `residents`: people who change hands, `null` where there are too few to be told;
 * `exact`: whether people are counted exactly, in tens otherwise.
 */
export type Comparison = Fixed<
  With<Omit<Schemas['Comparison'], 'land'>, { houses: With<Schemas['HouseRows'], { items: MovedHouse[] }> }>
> & { readonly land: readonly ChangedLand[] };

/** One rule of division, checked. `detail` says what is wrong, where the value does not. */
export type RuleResult = Fixed<
  With<Schemas['RuleResult'], { offending: With<Schemas['Offence'], { place: Position | null }>[] }>
>;
export type Compliance = Fixed<With<Schemas['Compliance'], { rules: RuleResult[] }>>;

const of = (id: number) => ({ path: { id } });

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

export type PublicationChange = Fixed<Schemas['PublicationChange']>;

/** What is asked of a publication that is still to come; `effectiveFrom` as for publishing. */
export interface PublicationWish {
  readonly kind: PublicationChange['kind'];
  readonly reason: PublicationChange['reason'];
  readonly note: string;
  readonly effectiveFrom?: string;
}

/** What was asked about a plan's publication, the last first. */
export const listPublicationChanges = async (id: number, signal?: AbortSignal) =>
  itemsOf<PublicationChange>(await ask('GET', '/api/plans/{id}/publication-changes', { ...of(id), signal }));

/** Publications in the viewer's areas that were called off or moved lately. */
export const listPublicationNotices = async (signal?: AbortSignal) =>
  itemsOf<PublicationChange>(await ask('GET', '/api/publication-changes', { signal }));

export const askPublicationChange = ({ id, version }: PlanSummary, wish: PublicationWish, key: string) =>
  ask<PublicationChange>('POST', '/api/plans/{id}/publication-changes', {
    ...of(id),
    version,
    idempotencyKey: key,
    body: wish,
  });

export const decidePublicationChange = ({ id, version }: PlanSummary, agree: boolean, key: string) =>
  ask<PlanSummary>('POST', '/api/plans/{id}/publication-changes/decision', {
    ...of(id),
    version,
    idempotencyKey: key,
    body: { agree },
  });

/** The last day for which a plan may be published. */
export const getFurthestDay = async (rootCode: string, signal?: AbortSignal) =>
  (await ask<Schemas['DivisionHistoryList']>('GET', '/api/divisions', { query: { rootCode }, signal }))
    .furthestDay;

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
