import { computed } from 'vue';
import { choices } from '../../../state/choices';
import type { Query } from '../api';

/** A day ends at midnight in the town, as the server counts it. */
const END_OF_DAY = 'T23:59:59.999+08:00';

/**
 * The moment of the past whose events are shown, with the text that the server takes; `null` while they are shown as they
 * are now: also today, and on a day that has not come.
 */
export const past = computed(() => {
  const { at } = choices;
  if (at === null) return null;
  const moment = Date.parse(at.includes('T') ? at : at + END_OF_DAY);
  return moment <= Date.now() ? { at, moment } : null;
});

/** A question about the moment that is shown. */
export const asOf = (query: Query): Query => ({ ...query, at: past.value?.at });
