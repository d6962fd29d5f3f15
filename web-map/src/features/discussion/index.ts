import { addFeature } from '../../app/feature';
import { en, zh } from './words';
import { openCount } from './state/discussion';

addFeature({
  name: 'discussion',
  words: { zh, en },
  tabs: [
    {
      of: 'plan',
      name: 'discussion',
      position: 25,
      count: () => openCount() || null,
      component: () => import('./DiscussionPanel.vue'),
    },
  ],
  work: () => import('./work'),
});
