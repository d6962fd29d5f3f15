import { addFeature } from '../../app/feature';
import { en, zh } from './words';

addFeature({
  name: 'publication',
  words: { zh, en },
  tabs: [
    {
      of: 'plan',
      name: 'compare',
      position: 30,
      component: () => import('./Compare.vue'),
      props: (plan) => ({ plan }),
    },
    {
      of: 'plan',
      name: 'compliance',
      position: 40,
      component: () => import('./Compliance.vue'),
      props: (plan) => ({ plan }),
    },
    {
      of: 'plan',
      name: 'decide',
      position: 50,
      component: () => import('./Decide.vue'),
      props: (plan) => ({ plan }),
    },
  ],
  work: () => import('./work'),
});
