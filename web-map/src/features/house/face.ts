/** What other features may use of houses. */
export { USE_COLOURS } from './look';
