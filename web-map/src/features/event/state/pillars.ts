import { i18n } from '../../../i18n';
import type { Pillar, PillarSource } from '../../../map/layers/layer';
import { past } from '../../../state/past';
import { URGENCIES, urgencyLooks } from '../look';
import { events, filter, type StandingEvent } from './events';
import type { EventFilter } from './filter';

/** Metres of a pillar while the viewer is near. */
const HEIGHTS = { RED: 46, ORANGE: 38, YELLOW: 31, BLUE: 25 } as const;
const DAY = 86_400_000;
const YOUNGEST = 20;
const DAY_METRES = 2.5;
const OLDEST = 70;
/** Events nearer to each other than this, in degrees, stand on one spot: some four metres. */
const SPOT = 4e-5;

/** How an event stands on the map. */
export function pillarOf(event: StandingEvent, height: EventFilter['height'], now: number): Pillar {
  const { id, place, urgency, state, overdue, reportedAt } = event;
  const days = Math.max(0, now - reportedAt) / DAY;
  return {
    id,
    place,
    stack: `${String(Math.round(place[0] / SPOT))}:${String(Math.round(place[1] / SPOT))}`,
    look: URGENCIES.indexOf(urgency),
    heightMetres: height === 'age' ? Math.min(OLDEST, YOUNGEST + days * DAY_METRES) : HEIGHTS[urgency],
    faded: state === 'CLOSED',
    ringed: overdue && state !== 'CLOSED',
  };
}

export const PILLARS: PillarSource = {
  kind: 'event',
  looks: () => urgencyLooks((urgency) => i18n.global.t(`event.mark.${urgency}`)),
  standing: () => {
    const now = past.value?.moment ?? Date.now();
    return [...events.standing.values()].map((event) => pillarOf(event, filter.value.height, now));
  },
};
