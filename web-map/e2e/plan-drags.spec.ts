import { expect, it } from 'vitest';
import { houseMeasureValues } from '../src/api/schema';

import { randomFrom } from '../src/geo/fixture/lattice';
import type { LonLat } from '../src/geo/lonLat';
import { handlesOf, moveOf, sketchMove, type Handle } from '../src/features/plan/map/handles';
import { newPlan, readCounted, step } from './plans';

const DRAGS = Number(process.env['GRIDMAP_DRAGS'] ?? 1000);

/** What the page counts while a border is dragged is what the server counts after the drop. */
it('the_same_counts_in_browser_and_server_for_1000_random_drags', async () => {
  const { id } = await newPlan('随机拖动');
  const opened = await readCounted(id);
  let { counted, version } = opened;
  const random = randomFrom(20261122);
  const lattice = {
    project: ([lon, lat]: LonLat): [number, number] => [lon * 1e7, lat * 1e7],
    placeAt: (x: number, y: number): LonLat => [x / 1e7, y / 1e7],
  };
  const everything = { width: 1e10, height: 1e10 };
  let done = 0;
  let refusedByBoth = 0;
  let moved = 0;
  let largest = 0;
  const disagreements: string[] = [];
  const times: number[] = [];
  for (let tries = 0; done < DRAGS && tries < DRAGS * 5; tries++) {
    const edges = [...counted.partition.edges.values()].filter(
      ({ left, right }) => left !== '' && right !== '',
    );
    const edge = edges[Math.floor(random() * edges.length)];
    if (!edge) throw new Error('the plan has no inner border');
    const handles: Handle[] = handlesOf(
      counted.partition,
      { kind: 'edge', id: edge.id },
      lattice,
      everything,
    ).filter(({ fixed }) => !fixed);
    const handle = handles[Math.floor(random() * handles.length)];
    if (!handle) continue;
    const reach = random() < 0.6 ? 0.0006 : 0.002;
    const to: LonLat = [
      handle.place[0] + (random() - 0.5) * reach,
      handle.place[1] + (random() - 0.5) * reach,
    ];
    const sketch = sketchMove(counted.partition, handle, to);
    const operation = moveOf(handle, to);
    // Of what the page refuses at once a share is tried on the server, to see that both refuse.
    if (!('change' in sketch) && random() > 0.1) continue;
    const begun = performance.now();
    const answer = await step(id, version, operation);
    times.push(performance.now() - begun);
    if (!('change' in sketch) || answer.status !== 200) {
      const here = 'change' in sketch ? 'done' : sketch.reason;
      const there = answer.status === 200 ? 'done' : (answer.reason ?? String(answer.status));
      if ((here === 'done') === (there === 'done')) refusedByBoth++;
      else
        disagreements.push(
          `${JSON.stringify(operation)} between ${edge.left} and ${edge.right}: here ${here}, there ${there}`,
        );
      if (answer.status === 200) {
        counted = counted.with(answer.applied.change).counted;
        version = answer.applied.version;
      }
      continue;
    }
    const local = counted.with(sketch.change);
    moved += local.crossovers.length;
    expect(answer.applied.numbers.length).toBeGreaterThan(1);
    for (const theirs of answer.applied.numbers) {
      const ours = local.counted.numbersOf(theirs.code);
      expect({ code: theirs.code, houses: ours.houses }).toEqual({
        code: theirs.code,
        houses: theirs.houses,
      });
      for (const count of houseMeasureValues)
        expect(`${count} ${String(ours[count])}`).toBe(`${count} ${String(theirs[count])}`);
      const off = Math.abs(ours.areaSquareMetres / theirs.areaSquareMetres - 1);
      largest = Math.max(largest, off);
      expect(off).toBeLessThan(1e-9);
      expect(ours.perimeterMetres / theirs.perimeterMetres).toBeCloseTo(1, 9);
      expect(ours.workload / theirs.workload).toBeCloseTo(1, 9);
    }
    // What the server drew is what the page drew.
    for (const theirs of answer.applied.change.edges)
      expect(local.counted.partition.edges.get(theirs.id)?.points).toEqual(theirs.points);
    ({ counted } = local);
    ({ version } = answer.applied);
    done++;
  }
  times.sort((a, b) => a - b);
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
  console.log(
    `${String(done)} drags, ${String(moved)} houses changed sides, ${String(refusedByBoth)} refused by both, ` +
      `largest difference of an area ${largest.toExponential(1)}, round trip p95 ${p95.toFixed(0)} ms`,
  );
  expect(disagreements).toEqual([]);
  expect(done).toBe(DRAGS);
  expect(moved).toBeGreaterThan(DRAGS / 10);
  // Read anew, everything is as the page has it.
  const anew = await readCounted(id);
  for (const code of counted.partition.grids.keys())
    expect(anew.counted.numbersOf(code).residents).toBe(counted.numbersOf(code).residents);
}, 900_000);
