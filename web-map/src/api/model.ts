/**
 * What the server tells about the map, from its own description. Only what a description of JSON cannot say is added
 * here: that a place is two numbers and a box four, and which words a status may be.
 */
import type { Geometry } from 'geojson';
import type { components } from './schema';

export type Schemas = components['schemas'];
/** A schema of which some parts are known more exactly than JSON can say. */
export type With<T, Exact extends { [K in keyof Exact]: K extends keyof T ? unknown : never }> = Omit<
  T,
  keyof Exact
> &
  Exact;

export type Position = [lon: number, lat: number];
export type Box = [west: number, south: number, east: number, north: number];

export type Division = With<
  Schemas['DivisionSummary'],
  { status: 'DRAFT' | 'PUBLISHED'; bounds: Box | null }
>;
export type Overview = With<Schemas['Overview'], { bounds: Box | null; divisions: Division[] }>;
export type GridReference = Schemas['GridLink'];
export type GridCard = With<
  Schemas['GridCard'],
  { kind: 'BASE' | 'EXCLUSIVE'; bounds: Box; labelPoint: Position }
>;
export type SearchHit = With<Schemas['Hit'], { point: Position; bounds: Box }>;
export type Finding = With<Schemas['FoundFault'], { place: Position; bounds: Box; geometry: Geometry }>;
export type FindingPage = With<Schemas['FindingPage'], { items: Finding[] }>;

/** 一房一卡 without its people: what the map knows of a house and what may be edited of it. */
export type HouseCard = With<Schemas['HouseCard'], { entrance: Position }> & HouseFacts;

export const USES = [
  'RESIDENTIAL',
  'COMMERCIAL',
  'INDUSTRIAL',
  'PUBLIC',
  'MIXED',
  'STORAGE',
  'OTHER',
] as const;
export const RENOVATIONS = ['BARE', 'SIMPLE', 'FULL', 'UNDER_WAY'] as const;
export const OCCUPANCIES = ['SELF_LIVED', 'RENTED', 'PRODUCTION', 'STORAGE', 'VACANT', 'MIXED'] as const;
export const SAFETY_GRADES = ['A', 'B', 'C', 'D'] as const;

export const SAFETY_FINDINGS = [
  'CRACKS',
  'ILLEGAL_EXTENSION',
  'BLOCKED_EXIT',
  'BARRED_WINDOWS',
  'THREE_IN_ONE',
  'UNSAFE_WIRING',
  'GAS_BOTTLES',
  'INDOOR_CHARGING',
  'SLOPE',
] as const;

/** What officers keep of a house. */
export interface HouseFacts {
  floorAreaSquareMetres?: number | null;
  renovation?: string | null;
  occupancy?: string | null;
  safety?: string | null;
  safetyFindings?: string[];
  built?: number | null;
  photos?: { id: number }[];
  organisations?: number;
  version?: number;
}

/** A code with its words, as the dictionary of the server gives it. */
export interface Code {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}
