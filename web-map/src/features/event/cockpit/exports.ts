import { i18n } from '../../../i18n';
import { formatTime, shownDay } from '../../../i18n/figures';
import { past } from '../../../state/past';
import { town } from '../../../state/town';
import { saveTable } from '../../../ui/download';
import type { Cell } from '../../../ui/spreadsheet';
import { noteNumbersExport } from '../api';
import { stepNames } from '../eventWords';
import { events } from '../state/events';
import { STATES } from '../state/filter';
import { compared, HOLDERS, MEASURES, paretoOf, valueOf } from './figures';
import { chips, crumbName, crumbs, holderName, percent, view } from './selection';

const { t } = i18n.global;
export const COUNTS = {
  OPEN: 'open',
  SUPERVISED: 'supervised',
  OVERDUE: 'overdue',
  CLOSED: 'closed',
} as const;

/** What is counted, in words: the grid, and all that it is narrowed to; of every state. */
export function selectionText(): string {
  const counted = chips.value.filter(({ key }) => key !== 'states');
  return [crumbs.value.map(crumbName).join(' ▸ '), ...counted.map(({ text }) => text)].join(' · ');
}

/** When it was counted, and of which day if not of now. */
export function momentText(): string {
  const time = t('event.cockpit.countedAt', { time: formatTime(new Date()) });
  return [time, ...(past.value === null ? [] : [t('event.past.on', { day: shownDay(past.value.at) })])].join(
    ' · ',
  );
}

/** The name of a file with what is counted. */
export function fileName(): string {
  return `${t('event.cockpit.title')} ${crumbs.value.map(crumbName).at(-1) ?? ''} ${formatTime(new Date())}`;
}

/**
 * All that the cockpit shows, as rows of a table; houses are left out, since what happened at one door may point at
 * somebody.
 */
export function rowsOf(): Cell[][] {
  const { numbers } = events;
  if (!numbers) return [];
  const share = (value: number | null): Cell => (value === null ? '' : Math.round(value * 10_000) / 10_000);
  const title = (key: string): Cell[][] => [[], [t(key)]];
  const parts = HOLDERS.flatMap((holder) => {
    const counts = numbers.holding[holder];
    return [
      ...title(`event.cockpit.heldBy.${holder}`),
      [
        t(`event.cockpit.holder.${holder}`),
        t('event.state.OPEN'),
        t('event.cockpit.share'),
        t('event.cockpit.cumulated'),
      ],
      ...paretoOf(counts, counts.length).map((part) => [
        holderName(holder, part.key ?? ''),
        part.count,
        share(part.share),
        share(part.cumulated),
      ]),
    ];
  });
  return [
    [`${town.overview?.name ?? ''} ${t('event.cockpit.title')}`.trim()],
    [selectionText()],
    [momentText()],
    ...(town.overview?.synthetic ? [[t('status.synthetic')]] : []),
    [],
    ...STATES.map((state) => [t(`event.state.${state}`), numbers[COUNTS[state]]]),
    [t('event.cockpit.measure.rate'), share(numbers.closureRate)],
    ...parts,
    ...title('event.cockpit.days'),
    [t('event.cockpit.day'), t('event.cockpit.reported'), t('event.state.CLOSED')],
    ...numbers.byDay.map(({ day, reported, closed }) => [day, reported, closed]),
    ...title('event.cockpit.steps'),
    [t('event.cockpit.holder.byStep'), t('event.cockpit.medianMinutes'), t('event.cockpit.ninetiethMinutes')],
    ...numbers.stepTimes.map(({ step, medianMinutes, p90Minutes }) => [
      stepNames(step),
      Math.round(medianMinutes * 10) / 10,
      Math.round(p90Minutes * 10) / 10,
    ]),
    ...title('event.cockpit.grids'),
    [t('event.cockpit.holder.byGrid'), ...MEASURES.map((measure) => t(`event.cockpit.measure.${measure}`))],
    ...compared(numbers.children, view.measure).map((count) => [
      count.gridName,
      ...MEASURES.map((measure) =>
        measure === 'rate' ? share(valueOf(count, measure)) : (valueOf(count, measure) ?? ''),
      ),
    ]),
  ];
}

/** Saves what is shown as a file, once the server has noted that it leaves the house. */
export async function takeTable(kind: 'csv' | 'xlsx'): Promise<void> {
  // What was on the screen when the button was pressed, whatever comes meanwhile.
  const rows = rowsOf();
  const name = fileName();
  await noteNumbersExport(kind === 'csv' ? 'CSV' : 'XLSX', rows.length);
  saveTable(kind, name, t('event.cockpit.title'), rows);
}

/** The four numbers and the rate, as they are read. */
export function headline(): { readonly name: string; readonly text: string }[] {
  const { numbers } = events;
  return [
    ...STATES.map((state) => ({
      name: t(`event.state.${state}`),
      text: numbers ? numbers[COUNTS[state]].toLocaleString('en-US') : '–',
    })),
    { name: t('event.cockpit.measure.rate'), text: percent(numbers?.closureRate ?? null) },
  ];
}
