import type { Work } from '../../app/feature';
import { idle } from '../../state/idle';
import AccountMenu from './AccountMenu.vue';
import IdleWarning from './IdleWarning.vue';

export const work: Work = {
  pieces: [
    { where: 'barEnd', position: 10, component: AccountMenu },
    { where: 'page', position: 10, component: IdleWarning, shown: () => idle.phase === 'WARNING' },
  ],
};
