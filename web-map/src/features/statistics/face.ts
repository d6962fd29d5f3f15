/** What other features may use of the counts. */
export { default as Counts } from './Counts.vue';
export { amountText, MEASURES, theme } from './theme';
