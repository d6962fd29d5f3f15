import { computed, shallowReactive, watch } from 'vue';
import { getGrid } from '../../../api/client';
import { colourOf, rampOf } from '../../../geo/ramp';
import { formatCount } from '../../../i18n/figures';
import type { Theme } from '../../../map/paint/style';
import { choices } from '../../../state/choices';
import { onForget } from '../../../state/memory';
import type { GridCount } from '../api';
import { events } from '../state/events';

/** Counts of events that may colour the grids, as the address names them. */
export const HEAT = ['openEvents', 'overdueEvents'] as const;
export type Heat = (typeof HEAT)[number];

export const isHeat = (theme: string | null): theme is Heat => HEAT.some((heat) => heat === theme);

/** The grids that are compared, or the leaf that is counted by itself. */
const counted = computed<readonly Pick<GridCount, 'gridId' | 'open' | 'overdue'>[]>(() => {
  const { children = [], grid, open = 0, overdue = 0 } = events.numbers ?? {};
  return children.length === 0 && grid ? [{ gridId: grid.gridId, open, overdue }] : children;
});

/** How many events each of the compared grids holds; `null` while grids are not coloured by it. */
export const heat = computed<ReadonlyMap<number, number> | null>(() => {
  const { theme } = choices;
  if (!isHeat(theme) || !events.numbers) return null;
  const of = theme === 'openEvents' ? 'open' : 'overdue';
  return new Map(counted.value.map((count) => [count.gridId, count[of]]));
});

export const heatSteps = computed(() => rampOf([...(heat.value?.values() ?? [])]));

/** The counts as colours and numbers of grids. */
export function colourGrids(): Theme | null {
  if (!heat.value) return null;
  const { value: steps } = heatSteps;
  return {
    marks: new Map(
      [...heat.value].map(([id, count]) => [
        id,
        { colour: colourOf(steps, count), text: formatCount(count) },
      ]),
    ),
  };
}

const levels = shallowReactive({ of: new Map<number, number>() });
onForget(() => {
  levels.of = new Map();
});

/** The map shows one level at a time: it goes to that of the grids that are coloured, when others are. */
export function followHeat(): () => void {
  return watch(
    () => (isHeat(choices.theme) ? counted.value[0]?.gridId : undefined),
    async (id) => {
      if (id === undefined) return;
      const known = levels.of.get(id) ?? (await getGrid(id).catch(() => null))?.level;
      if (known === undefined) return;
      levels.of.set(id, known);
      if (isHeat(choices.theme) && counted.value[0]?.gridId === id) choices.level = known;
    },
    { immediate: true },
  );
}
