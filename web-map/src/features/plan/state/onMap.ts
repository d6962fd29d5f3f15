import { computed } from 'vue';
import { choices } from '../../../state/choices';
import { openPanel } from '../../../state/modes';
import { rights } from '../../../state/session';
import { drawing } from './drawing';
import { outbox } from './outbox';
import { plan } from './plan';

/** Whether the map shows the plan in hand: another day, or two divisions side by side, are shown in its place. */
export const planOnMap = computed(
  () => plan.state === 'ready' && choices.planTab !== 'compare' && choices.at === null,
);

/** Whether the planner sits at the drawing table. */
export const atTable = computed(() => {
  if (!planOnMap.value || choices.planTab !== 'edit') return false;
  const panel = openPanel(rights.value);
  return panel === null || panel.name === 'plan';
});

/** Whether the viewer may draw in the plan now. */
export const drawable = computed(
  () =>
    planOnMap.value &&
    choices.planTab === 'edit' &&
    (choices.panel === 'plan' || choices.panel === null) &&
    plan.summary?.state === 'DRAFT' &&
    plan.summary.mayEdit,
);

const NONE: ReadonlySet<string> = new Set();

/** Grids that are marked because a step of theirs waits for long and only the server can draw it. */
export const waitingOnMap = computed(() => (outbox.link === 'lost' || drawing.slow ? plan.waiting : NONE));
