import { watch } from 'vue';
import type { Work } from '../../app/feature';
import { i18n } from '../../i18n';
import { choices } from '../../state/choices';
import type { Claim } from '../../state/claims';
import { may, modes, session } from '../../state/session';
import { tell } from '../../state/undo';
import EditLive from './EditLive.vue';
import EditTools from './EditTools.vue';
import LeaveUnsent from './LeaveUnsent.vue';
import DecisionCanvas from './map/DecisionCanvas.vue';
import HistoryCanvas from './map/HistoryCanvas.vue';
import EditLayer from './map/EditLayer.vue';
import { followChanges } from './state/changes';
import EditSight from './map/EditSight.vue';
import { drawn } from './state/drawn';
import { atTable, planOnMap } from './state/onMap';
import GridTable from './table/GridTable.vue';
import OpenTable from './table/OpenTable.vue';
import TableLegend from './table/TableLegend.vue';
import { followTable, table, tableOf, tableShown } from './table/state';
import { onTableKey } from './table/keys';
import { askBeforeLeaving, leaving } from './state/leaving';
import { atRisk, openOutbox, outbox } from './state/outbox';
import { closePlan, openPlan, plan, strays } from './state/plan';

const { t } = i18n.global;

/** Steps that neither the server nor the device has go with the page; the browser asks first. */
function keepOpen(event: Event): void {
  if (atRisk() > 0) event.preventDefault();
}

function claims(): Claim[] {
  // The plan in hand is drawn in place of the grids in force; two divisions at once by whoever compares them.
  const planned = planOnMap.value;
  // Symbols would hide the land that changes hands and the handles of its borders.
  return [
    ...(drawn.swipe !== null || planned ? (['grids', 'symbols'] as const) : []),
    ...(planned ? (['findings'] as const) : []),
    ...(atTable.value ? (['corner'] as const) : []),
  ];
}

function start(): () => void {
  const holder = session.now?.account?.id;
  // Nobody else has steps, and an empty store would stay on the device of an officer.
  const opened = holder === undefined || !may('PLANS') ? null : openOutbox(holder);
  const stops = [
    askBeforeLeaving(),
    () =>
      void opened?.then((close) => {
        close();
      }),
    watch(
      () => (modes.value.includes('plan') ? choices.plan : null),
      (id) => {
        if (plan.busy > 0 && outbox.link === 'lost') tell(t('plan.unsent.away', { n: plan.busy }));
        if (id === null) closePlan();
        else void openPlan(id);
      },
      { immediate: true },
    ),
    followChanges(),
    watch(
      () => strays.count,
      (count, before) => {
        if (count > before) tell(t('plan.unsent.stray', { n: count - before }), 'failed');
      },
    ),
  ];
  const stopTable = followTable();
  window.addEventListener('keydown', onTableKey);
  window.addEventListener('beforeunload', keepOpen);
  return () => {
    window.removeEventListener('keydown', onTableKey);
    window.removeEventListener('beforeunload', keepOpen);
    stopTable();
    for (const stop of stops) stop();
  };
}

export const work: Work = {
  pieces: [
    { where: 'map', position: 10, component: EditTools, shown: () => atTable.value },
    {
      where: 'map',
      position: 20,
      component: EditLive,
      shown: () => atTable.value || (planOnMap.value && choices.planTab === 'fixes'),
    },
    { where: 'page', position: 10, component: GridTable, shown: () => tableShown.value },
    {
      where: 'corner',
      position: 60,
      component: OpenTable,
      shown: () => tableOf.value === 'inForce' && !table.open,
    },
    { where: 'map', position: 30, component: TableLegend, shown: () => tableShown.value },
    { where: 'page', position: 20, component: LeaveUnsent, shown: () => leaving.answer !== null },
  ],
  mapParts: [
    { component: EditLayer, shown: () => plan.state === 'ready' },
    { component: HistoryCanvas, shown: () => plan.state === 'ready' },
    { component: DecisionCanvas, shown: () => true },
    { component: EditSight, shown: () => atTable.value },
  ],
  claims,
  start,
};
