import { computed, reactive, shallowRef, watch } from 'vue';
import { normOf } from '../../../geo/band';
import type { CountedPartition } from '../../../geo/gridNumbers';
import { UNTOLD } from '../../../geo/ramp';
import { choices } from '../../../state/choices';
import { onForget } from '../../../state/memory';
import { may } from '../../../state/session';
import { town } from '../../../state/town';
import { getBaseNumbers, type Numbers } from '../api';
import { columnColours, drawing } from '../state/drawing';
import { planOnMap } from '../state/onMap';
import { plan } from '../state/plan';
import { isRecorded } from '../state/size';
import { readInForce, rowsInForce } from './inForce';
import {
  CHANGES,
  type Counted,
  inOrder,
  isWanted,
  NUMBERS,
  type NumberColumn,
  type Order,
  type Row,
  rowOf,
  type Span,
  type Wish,
} from './rows';
import { colourIn, diverging, rising, type ScaleStep } from './scale';

function nothing() {
  return {
    open: false,
    text: '',
    level: 'leaf' as Wish['level'],
    outside: false,
    changed: false,
    spans: {} as Partial<Record<NumberColumn, Span | undefined>>,
    order: { column: 'code', down: false } as Order,
    /** The column of the histogram. */
    chart: 'residents' as NumberColumn,
  };
}

/** What the viewer has chosen of the table of all grids. */
export const table = reactive({
  ...nothing(),
  /** Height of the dock in pixels. */
  height: 300,
});

/** Whose grids the table has: those of the plan on the map, else those in force, where counts may be read. */
export const tableOf = computed<'plan' | 'inForce' | null>(() => {
  if (planOnMap.value) return 'plan';
  return choices.plan === null && may('AGGREGATES') ? 'inForce' : null;
});

/** Whether the table stands below the map now. */
export const tableShown = computed(() => table.open && tableOf.value !== null);

/** Numbers of the grids of the division that the plan began from; `null` while they are not known. */
const base = shallowRef<ReadonlyMap<string, Numbers> | null>(null);
let baseOf = '';

async function readBase(id: number, division: string): Promise<void> {
  const key = `${String(id)} ${division}`;
  if (baseOf === key) return;
  baseOf = key;
  base.value = null;
  try {
    const { grids } = await getBaseNumbers(id);
    if (baseOf === key) base.value = new Map(grids.map((each) => [each.code, each]));
  } catch {
    // The table has all other numbers; opening it again asks again.
    if (baseOf === key) baseOf = '';
  }
}

/** What is counted of a grid: by the page where it was given the houses, else what the server tells. */
function countedOf(
  code: string,
  counted: CountedPartition,
  told: ReadonlyMap<string, Numbers>,
): (Counted & Pick<Numbers, 'enterprises' | 'rentals' | 'careNeeds' | 'houses'>) | null {
  if (plan.houses) return counted.numbersOf(code);
  const numbers = told.get(code);
  return numbers ?? null;
}

/** Numbers of people are in tens for whoever may not see those of single houses. */
const OF_PEOPLE: readonly NumberColumn[] = ['residents', 'households', 'residentsChange'];

function rowNow(code: string, counted: CountedPartition, told: ReadonlyMap<string, Numbers>): Row | null {
  const grid = counted.partition.grids.get(code);
  const now = countedOf(code, counted, told);
  if (!grid || !now) return null;
  const norm = normOf(plan.numbers?.norms ?? [], grid, plan.summary?.rootCode ?? '');
  const before = base.value === null ? undefined : (base.value.get(code) ?? null);
  const unrecorded = [
    ...(isRecorded('residents', counted) ? [] : (['residents', 'residentsChange'] as const)),
    ...(isRecorded('households', counted) ? [] : (['households'] as const)),
  ];
  const size = norm && isRecorded(norm.measure, counted) ? now[norm.measure] : null;
  return rowOf(grid, { ...now, size }, before, norm, { unrecorded, rounded: plan.houses ? [] : OF_PEOPLE });
}

/** Rows of the plan as it is confirmed or on its way. */
const settled = computed<readonly Row[]>(() => {
  const { counted } = plan;
  if (!tableShown.value || tableOf.value !== 'plan' || !counted) return [];
  const told = new Map((plan.numbers?.grids ?? []).map((each) => [each.code, each]));
  return [...counted.partition.grids.keys()].flatMap((code) => rowNow(code, counted, told) ?? []);
});

/** All rows; those that a step would change as it would make them. */
export const rows = computed<readonly Row[]>(() => {
  if (tableOf.value === 'inForce') return rowsInForce.value;
  const { trial } = plan;
  if (!trial || settled.value.length === 0) return settled.value;
  const { after } = trial;
  const moved = new Set(trial.touched.flatMap((code) => after.partition.pathOf(code)));
  for (const code of trial.touched) moved.add(code);
  const kept = settled.value.flatMap((row) => {
    if (!moved.delete(row.grid.code)) return row;
    return rowNow(row.grid.code, after, new Map()) ?? [];
  });
  return [...kept, ...[...moved].flatMap((code) => rowNow(code, after, new Map()) ?? [])];
});

export const shown = computed(() =>
  inOrder(
    rows.value.filter((row) => isWanted(row, table)),
    table.order,
  ),
);

/** Values of a column among the rows that all other filters leave. */
export function valuesFor(column: NumberColumn): number[] {
  const wish = { ...table, spans: { ...table.spans, [column]: undefined } };
  return rows.value.flatMap((row) => {
    const value = row.values[column];
    return value !== null && isWanted(row, wish) ? value : [];
  });
}

/** The column that colours the map; `null` for none. */
export const colourBy = computed<NumberColumn | null>({
  get: () => NUMBERS.find((column) => drawing.colouring === `column:${column}`) ?? null,
  set: (column) => (drawing.colouring = column === null ? 'band' : `column:${column}`),
});

const leaves = computed(() => rows.value.filter(({ grid }) => grid.leaf));

/** The scale by which the map is coloured; empty for none. */
export const steps = computed<readonly ScaleStep[]>(() => {
  const column = colourBy.value;
  if (column === null) return [];
  const values = leaves.value.flatMap(({ values: all }) => all[column] ?? []);
  return CHANGES.includes(column) ? diverging(values) : rising(values);
});

/** Follows what the table needs; returns what ends it. */
export function followTable(): () => void {
  const stops = [
    watch(
      () =>
        tableShown.value && tableOf.value === 'plan' && plan.id !== null
          ? ([plan.id, String(plan.summary?.baseDivisionId)] as const)
          : null,
      (wanted) => {
        if (wanted) void readBase(...wanted);
      },
      { immediate: true },
    ),
    watch(
      () => [colourBy.value, leaves.value, steps.value] as const,
      ([column, all, scale]) => {
        columnColours.value =
          column === null
            ? new Map()
            : new Map(
                all.map(({ grid, values }) => {
                  const value = values[column];
                  return [grid.code, (value === null ? null : colourIn(scale, value)) ?? UNTOLD];
                }),
              );
      },
    ),
    watch(
      () =>
        tableShown.value && tableOf.value === 'inForce'
          ? ([choices.at, town.overview?.revision] as const)
          : null,
      (wanted) => void readInForce(wanted === null ? undefined : (wanted[0] ?? '')),
      { immediate: true },
    ),
    // The colours are those of the table: without it the map says what it always says.
    watch([tableShown, tableOf], ([open, of]) => {
      if ((!open || of !== 'plan') && colourBy.value !== null) colourBy.value = null;
    }),
    watch(
      () => plan.id,
      () => {
        Object.assign(table, { ...nothing(), open: table.open && plan.id !== null });
      },
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

onForget(() => {
  Object.assign(table, nothing());
  base.value = null;
  baseOf = '';
});
