import type { Work } from '../../app/feature';
import { seesInside } from '../../state/session';
import { drawn } from '../plan/face';
import DayPicker from './DayPicker.vue';
import PublicationNotices from './PublicationNotices.vue';
import ShownStrip from './ShownStrip.vue';
import SwipeHandle from './SwipeHandle.vue';

export const work: Work = {
  pieces: [
    { where: 'barTools', position: 10, component: DayPicker, shown: seesInside },
    { where: 'map', position: 60, component: SwipeHandle, shown: () => drawn.swipe !== null },
    { where: 'map', position: 70, component: ShownStrip },
    { where: 'map', position: 80, component: PublicationNotices },
  ],
};
