import { computed } from 'vue';
import type { Numbers, PlanNumbers } from '../api';
import { type Band, bandOf, type Norm, normOf } from '../../../geo/band';
import type { CountedPartition } from '../../../geo/gridNumbers';
import { formatCount } from '../../../i18n/figures';
import { plan } from './plan';

/** What a grid holds of the measure of its norm, or of residents where its size is free. */
export interface Size {
  readonly measure: Norm['measure'];
  /** `null` where it is not known or not told. */
  readonly count: number | null;
  /** As it is written: with a sign where it is told in tens, empty where it is not known. */
  readonly text: string;
  readonly norm: Norm | null;
  readonly band: Band | null;
}

const told = computed(() => new Map((plan.numbers?.grids ?? []).map((grid) => [grid.code, grid])));

/**
 * The numbers of a grid of the plan as it is drawn: counted by the page where it was given the houses, else what the
 * server tells of them; `null` where there are none.
 */
function numbersOf(code: string, counted: CountedPartition): Numbers | null {
  return plan.houses ? counted.numbersOf(code) : (told.value.get(code) ?? null);
}

/**
 * Whether anything of a measure is recorded in the plan's area: where nobody was registered yet, a grid without people
 * is not known to be empty, and no number stands for it.
 */
export function isRecorded(measure: Norm['measure'], counted: CountedPartition): boolean {
  const root = plan.summary?.rootCode ?? '';
  return !counted.partition.grids.has(root) || numbersOf(root, counted)?.[measure] !== 0;
}

export function normOfGrid(code: string, { partition }: CountedPartition): Norm | null {
  const grid = partition.grids.get(code);
  return grid ? normOf(plan.numbers?.norms ?? [], grid, plan.summary?.rootCode ?? '') : null;
}

/** Sizes as they were worked out from these numbers: a picture of a town asks for thousands. */
interface Kept {
  readonly numbers: PlanNumbers | null;
  readonly sizes: Map<string, Size>;
}
const kept = new WeakMap<CountedPartition, Kept>();

/** The size of a grid in the plan as it is drawn, or as a step that is tried would make it. */
export function sizeOf(code: string, counted = plan.counted): Size | null {
  if (!counted) return null;
  const { numbers } = plan;
  let known = kept.get(counted);
  if (!known || known.numbers !== numbers) {
    known = { numbers, sizes: new Map() };
    kept.set(counted, known);
  }
  let size = known.sizes.get(code);
  if (!size) {
    size = workOut(code, counted);
    known.sizes.set(code, size);
  }
  return size;
}

function workOut(code: string, counted: CountedPartition): Size {
  const norm = normOfGrid(code, counted);
  const measure = norm?.measure ?? 'residents';
  const count = isRecorded(measure, counted) ? (numbersOf(code, counted)?.[measure] ?? null) : null;
  return {
    measure,
    count,
    text: count === null ? '' : (plan.houses ? '' : '≈ ') + formatCount(count),
    norm,
    band: norm && count !== null ? bandOf(count, norm) : null,
  };
}
