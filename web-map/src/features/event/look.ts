import type { PillarLook } from '../../map/layers/layer';
import type { Urgency } from './api';

/** From the highest to the lowest. */
export const URGENCIES = ['RED', 'ORANGE', 'YELLOW', 'BLUE'] as const satisfies readonly Urgency[];

/** Colours that belong to urgency alone. */
export const URGENCY_COLOURS: Readonly<Record<Urgency, string>> = {
  RED: '#D92D20',
  ORANGE: '#F79009',
  YELLOW: '#FAC515',
  BLUE: '#2E90FA',
};

/** @param markOf a character that tells an urgency apart without its colour */
export function urgencyLooks(markOf: (urgency: Urgency) => string): PillarLook[] {
  return URGENCIES.map((urgency) => ({ colour: URGENCY_COLOURS[urgency], mark: markOf(urgency) }));
}

/** What is written on the colour of an urgency. */
export const inkOf = (urgency: Urgency): string => (urgency === 'RED' ? '#FFFFFF' : '#101828');
