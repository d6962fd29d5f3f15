/** A WMTS base map as the server describes it. */
export interface BaseMap {
  readonly urlTemplate: string;
  readonly layer?: string | null | undefined;
  readonly matrixSet?: string | null | undefined;
  readonly style?: string | null | undefined;
  readonly format?: string | null | undefined;
  readonly minLevel?: number | null | undefined;
  readonly maxLevel?: number | null | undefined;
  readonly attribution?: string | null | undefined;
  readonly subdomains?: readonly string[] | null | undefined;
}

/**
 * Whether the base map's tiles are squares of longitude and latitude. Tianditu calls that matrix set `c` and the
 * web-Mercator one `w`; elsewhere the name carries the EPSG code or CRS84.
 */
export function isGeographic(matrixSet: string | null | undefined): boolean {
  return /^(c|.*(4326|4490|crs84).*)$/i.test(matrixSet ?? '');
}

/** The number that the service gives to a level: geographic sets of Tianditu call their two-tile world level 1. */
export function matrixLevel(base: BaseMap, level: number): number {
  return base.matrixSet === 'c' ? level + 1 : level;
}

/** Fills a WMTS template for one tile; both `{TileMatrix}` and `{z}` styles are understood. */
export function baseMapUrl(base: BaseMap, level: number, column: number, row: number): string {
  const values: Record<string, string> = {
    tilematrix: matrixLevel(base, level).toString(),
    z: matrixLevel(base, level).toString(),
    tilecol: column.toString(),
    x: column.toString(),
    tilerow: row.toString(),
    y: row.toString(),
    layer: base.layer ?? '',
    tilematrixset: base.matrixSet ?? '',
    style: base.style ?? '',
    format: base.format ?? '',
    s: base.subdomains?.[(column + row) % Math.max(1, base.subdomains.length)] ?? '',
  };
  return base.urlTemplate.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name.toLowerCase()];
    return value === undefined ? whole : encodeURIComponent(value);
  });
}
