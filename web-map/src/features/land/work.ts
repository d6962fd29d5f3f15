import type { Work } from '../../app/feature';
import Breadcrumb from './Breadcrumb.vue';
import LevelSwitch from './LevelSwitch.vue';

export const work: Work = {
  pieces: [
    { where: 'bar', position: 10, component: Breadcrumb },
    { where: 'map', position: 50, component: LevelSwitch },
  ],
};
