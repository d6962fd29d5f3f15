import { shallowReactive } from 'vue';
import type { LonLat } from '../../../geo/lonLat';
import { choices } from '../../../state/choices';
import { onForget } from '../../../state/memory';

/** The panel in which a report is written. */
export const REPORT_PANEL = 'report';
/** The panel of the events. */
export const EVENTS_PANEL = 'events';
/** The panel with what the numbers of events say, and the page that shows them on a wall. */
export const COCKPIT_PANEL = 'cockpit';
export const WALL_PANEL = 'wall';

function nothing() {
  return {
    place: null as LonLat | null,
    /** How exact the device says it is, in metres; `null` where the place was pointed at. */
    accuracyMetres: null as number | null,
    /** The house that is meant, if one is. */
    house: null as number | null,
    /** The event that is to move to the next place that is pointed at. */
    moving: null as number | null,
    /** Where that event is to stand. */
    movedTo: null as LonLat | null,
  };
}

/** Where something is reported, or an event is to stand; a press on the map says so. */
export const pointing = shallowReactive(nothing());

/** Whether a press on the map says a place now. */
export const isPointing = (): boolean => choices.panel === REPORT_PANEL || pointing.moving !== null;

/** Takes the place of a press. */
export function pointAt(place: LonLat, house: number | null): void {
  if (pointing.moving !== null) pointing.movedTo = place;
  else Object.assign(pointing, { place, house, accuracyMetres: null });
}

/** Opens the form, at a place if one is given. */
export function openReport(place: LonLat | null = null, house: number | null = null): void {
  stopPointing();
  Object.assign(pointing, { place, house, accuracyMetres: null });
  choices.panel = REPORT_PANEL;
}

/** Has the next press on the map say where an event stands. */
export function beginMove(event: number): void {
  Object.assign(pointing, { moving: event, movedTo: null });
}

export function stopPointing(): void {
  Object.assign(pointing, nothing());
}

/** Where the holder of the device stands. */
export function findHere(): Promise<GeolocationCoordinates> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        resolve(coords);
      },
      reject,
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 },
    );
  });
}

onForget(stopPointing);
