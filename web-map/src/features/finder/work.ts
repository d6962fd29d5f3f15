import type { Work } from '../../app/feature';
import SearchBox from './SearchBox.vue';

export const work: Work = { pieces: [{ where: 'bar', position: 20, component: SearchBox }] };
