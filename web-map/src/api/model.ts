/** What the server tells, as written in its description; ids are numbers, lengths metres, areas square metres. */
import type { Geometry } from 'geojson';

export type Position = [lon: number, lat: number];
export type Box = [west: number, south: number, east: number, north: number];

export interface Division {
  id: number;
  name: string;
  rootCode: string;
  status: 'DRAFT' | 'PUBLISHED';
  shown: boolean;
  synthetic: boolean;
  grids: number;
  houses: number;
  residents: number;
  findings: number;
  bounds: Box | null;
}

export interface BaseMapDescription {
  urlTemplate: string;
  layer?: string | null;
  matrixSet?: string | null;
  style?: string | null;
  format?: string | null;
  minLevel?: number | null;
  maxLevel?: number | null;
  attribution?: string | null;
  subdomains?: string[] | null;
}

export interface Overview {
  name: string;
  rootCode: string;
  synthetic: boolean;
  bounds: Box | null;
  home: {
    lon: number;
    lat: number;
    heightMetres: number;
    headingDegrees: number;
    pitchDegrees: number;
  } | null;
  revision: number;
  divisions: Division[];
  counts: { houses: number; residents: number; grids: Record<string, number>; findings: number };
  levels: { level: number; name: string; count: number }[];
  attributions: string[];
  baseMap: BaseMapDescription | null;
}

export interface GridReference {
  id: number;
  code: string;
  name: string;
  level?: number;
}

export interface GridCard {
  id: number;
  code: string;
  name: string;
  level: number;
  levelName: string;
  kind: 'BASE' | 'EXCLUSIVE';
  leaf: boolean;
  divisionId: number;
  draft: boolean;
  parents: GridReference[];
  children: GridReference[];
  areaSquareMetres: number;
  houses: number;
  residents: number;
  bounds: Box;
  labelPoint: Position;
  synthetic: boolean;
}

export interface HouseCard {
  id: number;
  number: string | null;
  name: string | null;
  address: string | null;
  aliases: string[];
  use: string;
  structure: string | null;
  floors: number | null;
  heightMetres: number | null;
  residents: number | null;
  entrance: Position;
  grids: GridReference[];
  synthetic: boolean;
  attribution: string | null;
}

export interface SearchHit {
  type: 'grid' | 'house' | 'road';
  id: number;
  title: string;
  subtitle: string | null;
  point: Position;
  bounds: Box | null;
}

export interface Finding {
  id: number;
  ordinal: number;
  kind: string;
  gapKind: string | null;
  areaSquareMetres: number;
  houses: number;
  people: number;
  grids: string[];
  detail: string | null;
  place: Position;
  bounds: Box | null;
  geometry: Geometry | null;
}

export interface FindingPage {
  total: number;
  items: Finding[];
}
