import { computed } from 'vue';
import { choices } from './choices';

/** A day ends at midnight in the town, as the server counts it. */
const END_OF_DAY = 'T23:59:59.999+08:00';

/**
 * The moment of the past that is shown, with the text that the server takes; `null` while now is shown: also today, and
 * on a day that has not come.
 */
export const past = computed(() => {
  const { at } = choices;
  if (at === null) return null;
  const moment = Date.parse(at.includes('T') ? at : at + END_OF_DAY);
  return moment <= Date.now() ? { at, moment } : null;
});
