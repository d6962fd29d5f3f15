import { type Bounds, centreOf, type LonLat, sizeMetres } from './lonLat';

/** What the viewer looks at and from where. The same viewpoint serves the globe and the flat map. */
export interface Viewpoint {
  /** The point of the ground in the middle of the picture. */
  readonly centre: LonLat;
  /** Distance of the eye from the centre. */
  readonly rangeMetres: number;
  /** Degrees clockwise from north. */
  readonly headingDegrees: number;
  /** Degrees, 0 = along the ground, -90 = straight down. */
  readonly pitchDegrees: number;
}

/** Vertical field of view that both maps share, in degrees. */
export const FIELD_OF_VIEW_DEGREES = 45;

/** Half of the picture's height at a distance of one. */
export const HALF_VIEW = Math.tan(((FIELD_OF_VIEW_DEGREES / 2) * Math.PI) / 180);

/** Ground metres of one pixel in the middle of the picture. */
export function metresPerPixel(rangeMetres: number, heightPixels: number): number {
  return (2 * rangeMetres * HALF_VIEW) / Math.max(1, heightPixels);
}

/** The inverse of {@link metresPerPixel}. */
export function rangeFor(metresOfAPixel: number, heightPixels: number): number {
  return (metresOfAPixel * Math.max(1, heightPixels)) / (2 * HALF_VIEW);
}

/** The part of the picture that bounds fill in {@link viewOf}. */
const FILLED = 1 / 1.15;

/** A viewpoint from which all of `bounds` is in the picture, near corners too; never nearer than 120 m. */
export function viewOf(
  bounds: Bounds,
  aspect: number,
  angle: { headingDegrees: number; pitchDegrees: number },
): Viewpoint {
  const { width, height } = sizeMetres(bounds);
  const turn = (angle.headingDegrees * Math.PI) / 180;
  const pitch = (-angle.pitchDegrees * Math.PI) / 180;
  const seen = HALF_VIEW * FILLED;
  const needed = [-1, 1].flatMap((east) =>
    [-1, 1].flatMap((north) => {
      const right = ((east * width) / 2) * Math.cos(turn) - ((north * height) / 2) * Math.sin(turn);
      const ahead = ((east * width) / 2) * Math.sin(turn) + ((north * height) / 2) * Math.cos(turn);
      const nearer = ahead * Math.cos(pitch);
      return [
        Math.abs(right) / (seen * Math.max(0.3, aspect)) - nearer,
        (Math.abs(ahead) * Math.sin(pitch)) / seen - nearer,
      ];
    }),
  );
  return {
    centre: centreOf(bounds),
    rangeMetres: Math.max(120, ...needed),
    headingDegrees: angle.headingDegrees,
    pitchDegrees: angle.pitchDegrees,
  };
}

/** `118.60421,24.80113,2400,30,-45` for the address bar. */
export function formatViewpoint(view: Viewpoint): string {
  const heading = ((Math.round(view.headingDegrees) % 360) + 360) % 360;
  return [
    view.centre[0].toFixed(6),
    view.centre[1].toFixed(6),
    Math.round(view.rangeMetres).toString(),
    heading.toString(),
    Math.round(view.pitchDegrees).toString(),
  ].join(',');
}

/** Reads what {@link formatViewpoint} wrote; `null` for anything else. */
export function parseViewpoint(text: string | null): Viewpoint | null {
  const parts = text?.split(',') ?? [];
  if (parts.length !== 5 || parts.some((part) => part.trim() === '')) return null;
  const [lon = NaN, lat = NaN, range = NaN, heading = NaN, pitch = NaN] = parts.map(Number);
  const inside =
    Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && range >= 1 && range <= 5e7 && pitch >= -90 && pitch <= 0;
  if (!inside || !Number.isFinite(heading)) return null;
  return { centre: [lon, lat], rangeMetres: range, headingDegrees: heading, pitchDegrees: pitch };
}

/** Whether two viewpoints would be written to the address bar alike. */
export function sameViewpoint(a: Viewpoint, b: Viewpoint): boolean {
  return formatViewpoint(a) === formatViewpoint(b);
}
