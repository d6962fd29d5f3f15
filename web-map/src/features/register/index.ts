import { addFeature } from '../../app/feature';
import { has } from '../../state/rights';
import { may } from '../../state/session';
import { ICONS } from '../../ui/icons';
import { en } from './words/en';
import { zh } from './words/zh';

/** A house or a grid. */
interface Located {
  readonly id: number;
  readonly inScope: boolean;
}
/** Outside of the viewer's grids the server tells nothing of people. */
const mayRead = ({ inScope }: Located) => inScope && may('RESIDENTS');

addFeature({
  name: 'register',
  words: { zh, en },
  fieldWords: ['resident', 'households'],
  panels: [
    {
      name: 'register',
      icon: ICONS.book,
      for: (rights) => has(rights, 'RESIDENTS', 'AGGREGATES'),
      component: () => import('./RegisterPanel.vue'),
    },
  ],
  tabs: [
    {
      of: 'house',
      name: 'households',
      position: 20,
      shown: mayRead,
      component: () => import('./Households.vue'),
      props: ({ id }: Located) => ({ houseId: id }),
    },
    {
      of: 'house',
      name: 'history',
      position: 60,
      shown: mayRead,
      component: () => import('./HistoryList.vue'),
      props: ({ id }: Located) => ({ id, of: 'house' }),
    },
    {
      of: 'grid',
      name: 'completeness',
      position: 50,
      shown: mayRead,
      component: () => import('./Completeness.vue'),
      props: ({ id }: Located) => ({ gridId: id }),
    },
    {
      of: 'grid',
      name: 'reconciliation',
      position: 60,
      shown: mayRead,
      component: () => import('./Reconciliation.vue'),
      props: ({ id }: Located) => ({ gridId: id }),
    },
  ],
});
