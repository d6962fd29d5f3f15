import { expect, it } from 'vitest';
import { lattice, randomFrom, strewn } from '../src/geo/fixture/lattice';
import { CountedPartition, touchedBy } from '../src/geo/gridNumbers';
import { HouseTable } from '../src/geo/houseTally';
import type { LonLat } from '../src/geo/lonLat';
import { Partition } from '../src/geo/partition';
import { moveVertex } from '../src/geo/sketch';

/** What a page does for each step of the pointer while a border is dragged, all of it but the drawing. */
const BUDGET_MILLISECONDS = 16;
const WEIGHTS = {
  households: 1,
  residents: 0.3,
  enterprises: 5,
  rentals: 3,
  careNeeds: 10,
  areaHectares: 0.5,
};

function percentile(times: number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
}

it.each([
  { columns: 8, rows: 9, vertices: 20, houses: 2_580, name: 'a town of 73 grids, 2,580 houses' },
  { columns: 50, rows: 50, vertices: 12, houses: 100_000, name: 'a county of 2,501 grids, 100,000 houses' },
])('$name', ({ columns, rows, vertices, houses, name }) => {
  const data = lattice(columns, rows, vertices);
  const started = performance.now();
  const counted = CountedPartition.of(Partition.of(data), new HouseTable(strewn(data, houses), 5), WEIGHTS);
  const opened = performance.now() - started;
  const edges = data.edges.filter(({ left, right }) => left !== '' && right !== '');
  const random = randomFrom(5);
  const times: number[] = [];
  let crossovers = 0;
  for (let i = 0; i < 1200; i++) {
    const edge = edges[Math.floor(random() * edges.length)];
    const vertex = 1 + Math.floor(random() * ((edge?.points.length ?? 3) - 2));
    const at = edge?.points[vertex] as LonLat;
    const to: LonLat = [at[0] + (random() - 0.5) * 4e-4, at[1] + (random() - 0.5) * 4e-4];
    const begun = performance.now();
    const sketch = moveVertex(counted.partition, edge?.id ?? 0, vertex, to);
    if ('change' in sketch) {
      const step = counted.with(sketch.change);
      crossovers += step.crossovers.length;
      for (const code of touchedBy(counted.partition, sketch.change)) {
        step.counted.numbersOf(code);
        for (const above of step.counted.partition.pathOf(code)) step.counted.numbersOf(above);
      }
    }
    if (i >= 200) times.push(performance.now() - begun);
  }
  const p95 = percentile(times, 0.95);
  const p50 = percentile(times, 0.5);
  const ratio = (p95 / BUDGET_MILLISECONDS).toFixed(2);
  // A row of the table that ./gridmap bench keeps.
  console.log(
    `| drag of a border in ${name}, p95 | ${p95.toFixed(2)} | ${BUDGET_MILLISECONDS} | ms | one picture of 60 in a second ` +
      `| ${ratio} | ≤ 1 | | ${times.length} | p50 ${p50.toFixed(2)} ms, opened in ${opened.toFixed(0)} ms |`,
  );
  expect(crossovers).toBeGreaterThan(100);
  if (houses === 2_580) expect(p95).toBeLessThanOrEqual(BUDGET_MILLISECONDS);
});
