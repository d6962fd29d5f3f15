import type { LonLat } from './lonLat';
import { groundSeen, type Sight } from './tileChoice';
import { HALF_VIEW, type Viewpoint } from './viewpoint';

/** WGS 84. */
const EQUATOR_METRES = 6_378_137;
const ECCENTRICITY_SQUARED = 0.00669437999014;
const RADIANS = Math.PI / 180;

/**
 * What a viewpoint shows, computed without a map: within a pixel of the globe for some kilometres around the centre.
 * Pixels are CSS pixels of a picture of `width` × `height`, counted from its upper left corner.
 */
export class Perspective {
  private readonly metresOfLon: number;
  private readonly metresOfLat: number;
  private readonly heading: number;
  /** Radians below the horizon. */
  private readonly pitch: number;
  private readonly pixels: number;

  constructor(
    private readonly view: Viewpoint,
    private readonly width: number,
    private readonly height: number,
  ) {
    const lat = view.centre[1] * RADIANS;
    const bend = 1 - ECCENTRICITY_SQUARED * Math.sin(lat) ** 2;
    this.metresOfLon = (EQUATOR_METRES / Math.sqrt(bend)) * Math.cos(lat) * RADIANS;
    this.metresOfLat = ((EQUATOR_METRES * (1 - ECCENTRICITY_SQUARED)) / bend ** 1.5) * RADIANS;
    this.heading = view.headingDegrees * RADIANS;
    this.pitch = -view.pitchDegrees * RADIANS;
    this.pixels = height / 2 / HALF_VIEW;
  }

  viewpoint(): Viewpoint {
    return this.view;
  }

  /** Where a place appears, or `null` when it is behind the viewer. */
  project(place: LonLat, heightMetres = 0): [x: number, y: number] | null {
    const east = (place[0] - this.view.centre[0]) * this.metresOfLon;
    const north = (place[1] - this.view.centre[1]) * this.metresOfLat;
    const right = east * Math.cos(this.heading) - north * Math.sin(this.heading);
    const ahead = east * Math.sin(this.heading) + north * Math.cos(this.heading);
    const up = heightMetres - (east ** 2 + north ** 2) / (2 * EQUATOR_METRES);
    const depth = ahead * Math.cos(this.pitch) - up * Math.sin(this.pitch) + this.view.rangeMetres;
    if (depth <= 1) return null;
    const above = ahead * Math.sin(this.pitch) + up * Math.cos(this.pitch);
    return [this.width / 2 + (right / depth) * this.pixels, this.height / 2 - (above / depth) * this.pixels];
  }

  sight(): Sight {
    const { rangeMetres } = this.view;
    const places: LonLat[] = [];
    for (const x of [0, 0.5, 1]) {
      for (const y of [0, 0.25, 0.5, 0.75, 1]) {
        const place = this.groundAt(x * this.width, y * this.height);
        if (place) places.push(place);
      }
    }
    const eye = this.placeOf(0, -rangeMetres * Math.cos(this.pitch));
    const eyeHeightMetres = Math.max(1, rangeMetres * Math.sin(this.pitch));
    return {
      eye,
      eyeHeightMetres,
      ground: groundSeen(places.length > 0 ? places : [eye], eyeHeightMetres),
    };
  }

  private groundAt(x: number, y: number): LonLat | null {
    const right = (x - this.width / 2) / this.pixels;
    const above = (this.height / 2 - y) / this.pixels;
    const down = Math.sin(this.pitch) - above * Math.cos(this.pitch);
    if (down <= 0) return null;
    const reach = (this.view.rangeMetres * Math.sin(this.pitch)) / down;
    const ahead = reach * (Math.cos(this.pitch) + above * Math.sin(this.pitch));
    return this.placeOf(right * reach, ahead - this.view.rangeMetres * Math.cos(this.pitch));
  }

  private placeOf(right: number, ahead: number): LonLat {
    const east = right * Math.cos(this.heading) + ahead * Math.sin(this.heading);
    const north = ahead * Math.cos(this.heading) - right * Math.sin(this.heading);
    return [
      this.view.centre[0] + east / this.metresOfLon,
      Math.max(-85, Math.min(85, this.view.centre[1] + north / this.metresOfLat)),
    ];
  }
}
