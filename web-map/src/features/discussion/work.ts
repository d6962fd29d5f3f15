import type { Work } from '../../app/feature';
import { choices } from '../../state/choices';
import { plan } from '../plan/face';
import CommentPins from './map/CommentPins.vue';
import { followPlan } from './state/followPlan';

export const work: Work = {
  mapParts: [
    {
      component: CommentPins,
      // Another day is shown without what is said about a plan.
      shown: () => plan.state === 'ready' && choices.at === null,
    },
  ],
  start: followPlan,
};
