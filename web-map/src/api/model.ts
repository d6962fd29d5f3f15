/**
 * What the server tells about the map, from its own description. Only what it does not say is added here: that
 * places and boxes of some answers are two and four numbers.
 */
import type { Geometry } from 'geojson';
import type { components } from './schema';

export type Schemas = components['schemas'];
/** What the server says is read and never written to. */
export type Fixed<T> = { readonly [K in keyof T]: Fixed<T[K]> };
/** A schema of which some parts are known more exactly than JSON can say. */
export type With<T, Exact extends { [K in keyof Exact]: K extends keyof T ? unknown : never }> = Omit<
  T,
  keyof Exact
> &
  Exact;

export type Position = Schemas['Position'];
export type Box = [west: number, south: number, east: number, north: number];

export type Division = With<Schemas['DivisionSummary'], { bounds: Box | null }>;
export type Overview = With<Schemas['Overview'], { bounds: Box | null; divisions: Division[] }>;
export type GridReference = Schemas['GridLink'];
export type GridCard = With<Schemas['GridCard'], { bounds: Box; labelPoint: Position }>;
export type SearchHit = With<Schemas['Hit'], { point: Position; bounds: Box }>;
export type Finding = With<Schemas['FoundFault'], { place: Position; bounds: Box; geometry: Geometry }>;
export type FindingPage = With<Schemas['FindingPage'], { items: Finding[] }>;

/** 一房一卡 without its people: what the map knows of a house and what may be edited of it. */
export type HouseCard = With<Schemas['HouseCard'], { entrance: Position }> & HouseFacts;

/** What officers keep of a house. */
export interface HouseFacts {
  floorAreaSquareMetres?: number | null;
  renovation?: Schemas['Renovation'] | null;
  occupancy?: Schemas['Occupancy'] | null;
  safety?: Schemas['SafetyGrade'] | null;
  safetyFindings?: Schemas['SafetyFinding'][];
  built?: number | null;
  photos?: { id: number }[];
  organisations?: number;
  version?: number;
}

/** A code with its words, as the dictionary of the server gives it. */
export type Code = Fixed<Schemas['DictionaryCode']>;
