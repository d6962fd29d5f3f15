// The map may know no feature.
import { inner } from '../features/alpha/inner';

export const wrong = inner;
