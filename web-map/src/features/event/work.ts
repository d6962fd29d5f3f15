import type { Work } from '../../app/feature';
import { i18n } from '../../i18n';
import { choices } from '../../state/choices';
import { select } from '../../state/selected';
import { may, session } from '../../state/session';
import { tell } from '../../state/undo';
import { colourGrids, followHeat, isHeat } from './cockpit/heat';
import HeatLegend from './cockpit/HeatLegend.vue';
import { tour } from './cockpit/tour';
import TouredPlace from './cockpit/TouredPlace.vue';
import EventLegend from './EventLegend.vue';
import LeaveUnsent from './LeaveUnsent.vue';
import PointedPlace from './map/PointedPlace.vue';
import ReportButton from './ReportButton.vue';
import { followEvents, refresh } from './state/events';
import { askBeforeLeaving, leaving } from './state/leaving';
import { COCKPIT_PANEL, EVENTS_PANEL, isPointing, pointing, REPORT_PANEL } from './state/report';
import { openUnsent, whenSent } from './state/unsent';

const { t } = i18n.global;

function start(): () => void {
  const holder = session.now?.account?.id;
  whenSent(({ id, number }) => {
    tell(t('event.report.sent', { number }));
    if (choices.panel === EVENTS_PANEL || choices.panel === REPORT_PANEL) select({ kind: 'event', id });
    refresh('changes');
  });
  // Nobody else reports, and an empty store would stay on the device.
  const opened = holder === undefined || !may('EVENTS_REPORT') ? null : openUnsent(holder);
  const stops = [
    ...(opened ? [askBeforeLeaving()] : []),
    ...(may('EVENTS') ? [followEvents(), followHeat()] : []),
  ];
  return () => {
    void opened?.then((close) => {
      close();
    });
    for (const stop of stops) stop();
  };
}

export const work: Work = {
  pieces: [
    {
      where: 'map',
      position: 15,
      component: ReportButton,
      shown: () => may('EVENTS_REPORT') && choices.panel !== REPORT_PANEL && choices.plan === null,
    },
    {
      where: 'corner',
      position: 45,
      component: EventLegend,
      shown: () =>
        may('EVENTS') &&
        choices.layers['events'] === true &&
        (choices.panel === EVENTS_PANEL || choices.panel === COCKPIT_PANEL),
    },
    {
      where: 'corner',
      position: 42,
      component: HeatLegend,
      shown: () => may('EVENTS') && isHeat(choices.theme),
    },
    { where: 'page', position: 30, component: LeaveUnsent, shown: () => leaving.answer !== null },
  ],
  mapParts: [
    {
      component: PointedPlace,
      shown: () => isPointing() || pointing.place !== null,
    },
    { component: TouredPlace, shown: () => tour.now !== null },
  ],
  theme: colourGrids,
  start,
};
