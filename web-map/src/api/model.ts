/**
 * What the server tells, from its own description. Only what a description of JSON cannot say is added here: that a
 * place is two numbers and a box four, and which words a status may be.
 */
import type { Geometry } from 'geojson';
import type { components } from './schema';

type Schemas = components['schemas'];
type With<T, Exact extends { [K in keyof Exact]: K extends keyof T ? unknown : never }> = Omit<
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
export type HouseCard = With<Schemas['HouseCard'], { entrance: Position }>;
export type SearchHit = With<Schemas['Hit'], { point: Position; bounds: Box }>;
export type Finding = With<Schemas['FoundFault'], { place: Position; bounds: Box; geometry: Geometry }>;
export type FindingPage = With<Schemas['FindingPage'], { items: Finding[] }>;
