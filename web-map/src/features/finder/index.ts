import { addFeature } from '../../app/feature';
import { en, zh } from './words';

addFeature({ name: 'finder', words: { zh, en }, work: () => import('./work') });
