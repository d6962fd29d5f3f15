/** What other features may use of events. */
export { past } from './state/past';
export { HEAT, isHeat } from './cockpit/heat';
