import { addFeature } from '../../app/feature';
import { may } from '../../state/session';
import { en, zh } from './words';

addFeature({
  name: 'statistics',
  words: { zh, en },
  tabs: [
    {
      of: 'grid',
      name: 'counts',
      position: 20,
      shown: () => may('AGGREGATES'),
      component: () => import('./Counts.vue'),
      props: ({ id }: { readonly id: number }) => ({ gridId: id }),
    },
  ],
  work: () => import('./work'),
});
