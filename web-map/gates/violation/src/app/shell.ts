// The app reaches into a feature, past the list.
import { inner } from '../features/alpha/inner';
import { alpha } from '../features/alpha';

export const shell = inner + alpha;
