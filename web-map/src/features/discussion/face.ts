/** What other features may use of what is said about plans. */
export { default as OpenComments } from './OpenComments.vue';
export { openCommentsOf } from './state/followPlan';
