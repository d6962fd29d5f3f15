/** What other features may use of events. */
export { HEAT, isHeat } from './cockpit/heat';
export { categoryName, stepNames } from './eventWords';
export { readEventSettings } from './state/events';
