import { computed, reactive } from 'vue';
import { getGrid } from '../../../api/client';
import { i18n } from '../../../i18n';
import { formatCount } from '../../../i18n/figures';
import { fly } from '../../../state/flight';
import { onForget } from '../../../state/memory';
import { categoryName, departmentName, stepNames } from '../eventWords';
import { events, filter, setFilter } from '../state/events';
import type { EventFilter } from '../state/filter';
import { crumbsOf, type Crumb, type Holder, type Measure } from './figures';

const { t } = i18n.global;

/** How the cockpit is looked at; what it counts stands in the filter of the address. */
const usual = () => ({ holder: 'byCategory' as Holder, measure: 'open' as Measure });
export const view = reactive(usual());
onForget(() => {
  Object.assign(view, usual());
});

/** The way down to the grid that is counted. */
export const crumbs = computed<readonly Crumb[]>(() =>
  events.numbers ? crumbsOf(events.numbers, filter.value.grid) : [],
);
export const crumbName = ({ name }: Crumb): string => name || t('event.cockpit.all');

/** Narrows everything to a grid, or to all of the viewer's, and has the map show it. */
export async function drillTo(grid: number | null): Promise<void> {
  setFilter({ grid });
  if (grid === null) {
    fly({ to: 'home' });
    return;
  }
  // A grid that cannot be read is counted all the same; the map stays where it is.
  const card = await getGrid(grid).catch(() => null);
  if (card && filter.value.grid === grid) fly({ to: 'bounds', bounds: card.bounds });
}

/** One thing that the selection is narrowed to. */
export interface Chip {
  readonly key: string;
  readonly text: string;
  /** The filter without it. */
  readonly without: Partial<EventFilter>;
}

/** All that the selection is narrowed to, but for the grid, which the crumbs tell. */
export const chips = computed<readonly Chip[]>(() => {
  const { states, urgencies, categories, department, step, from, to } = filter.value;
  const chip = (key: string, text: string, without: Partial<EventFilter>): Chip => ({ key, text, without });
  const between = [from ?? '…', to ?? '…'].join(' – ');
  return [
    ...(states.join() === 'OPEN'
      ? []
      : [
          chip(
            'states',
            states.length === 0
              ? t('event.cockpit.anyState')
              : states.map((state) => t(`event.state.${state}`)).join('、'),
            { states: ['OPEN'] },
          ),
        ]),
    ...urgencies.map((urgency) =>
      chip(urgency, t(`event.urgency.${urgency}`), {
        urgencies: urgencies.filter((each) => each !== urgency),
      }),
    ),
    ...categories.map((category) =>
      chip(category, categoryName(category), { categories: categories.filter((each) => each !== category) }),
    ),
    ...(department === null ? [] : [chip(department, departmentName(department), { department: null })]),
    ...(step === null ? [] : [chip(step, stepNames(step), { step: null })]),
    ...(from === null && to === null ? [] : [chip('days', between, { from: null, to: null })]),
  ];
});

/** What a part of the open events is called. */
export function holderName(holder: Holder, key: string): string {
  if (holder === 'byCategory') return categoryName(key);
  if (holder === 'byDepartment') return departmentName(key);
  if (holder === 'byStep') return stepNames(key);
  const { children = [], grid } = events.numbers ?? {};
  const known = children.find(({ gridId }) => String(gridId) === key)?.gridName;
  return known ?? (grid && String(grid.gridId) === key ? grid.gridName : key);
}

/** Whether the selection is narrowed to a part. */
export function isChosen(holder: Holder, key: string): boolean {
  const { categories, department, step, grid } = filter.value;
  if (holder === 'byCategory') return categories.includes(key);
  if (holder === 'byDepartment') return department === key;
  if (holder === 'byStep') return step === key;
  return String(grid) === key;
}

/** Narrows everything to a part of what is open, or takes that back. */
export function choose(holder: Holder, key: string): void {
  const { categories, states } = filter.value;
  const isOn = isChosen(holder, key);
  if (holder === 'byGrid') {
    if (!isOn) void drillTo(Number(key));
    return;
  }
  const open = states.join() === 'CLOSED' ? { states: ['OPEN'] as const } : {};
  if (holder === 'byCategory')
    setFilter({
      ...open,
      categories: isOn ? categories.filter((each) => each !== key) : [...categories, key],
    });
  else if (holder === 'byDepartment') setFilter({ ...open, department: isOn ? null : key });
  else setFilter({ ...open, step: isOn ? null : key });
}

/** `89.5 %`; a dash where there is nothing to divide. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(share * 100).toFixed(1)} %`;

export const countText = (value: number | null): string => (value === null ? '–' : formatCount(value));
