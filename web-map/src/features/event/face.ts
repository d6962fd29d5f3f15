/** What other features may use of events. */
export { HEAT, isHeat } from './cockpit/heat';
