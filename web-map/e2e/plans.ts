import { houseMeasureValues } from '../src/api/schema';
import {
  type Applied,
  type Operation,
  type PlanHouses,
  type PlanNumbers,
  type PlanSummary,
  type WirePartition,
} from '../src/features/plan/api';
import { CountedPartition } from '../src/geo/gridNumbers';
import { HouseTable } from '../src/geo/houseTally';
import { Partition } from '../src/geo/partition';
import { type Demo, read, readOverview, send } from './server';

/** A new plan from the village with most houses. */
export async function newPlan(name: string, login: Demo = 'planner'): Promise<PlanSummary> {
  const { divisions } = await readOverview();
  const base = divisions.filter(({ shown }) => shown).sort((a, b) => b.houses - a.houses)[0];
  const answer = await send(login, 'POST', '/api/plans', { name, divisionId: base?.id }, key());
  if (answer.status !== 201) throw new Error(`no plan: ${String(answer.status)} ${await answer.text()}`);
  return (await answer.json()) as PlanSummary;
}

/** A plan with its houses in it, as the page has it. */
export async function readCounted(id: number): Promise<{ version: number; counted: CountedPartition }> {
  const path = `/api/plans/${String(id)}`;
  const wire = await read<WirePartition>(`${path}/partition`);
  const numbers = await read<PlanNumbers>(`${path}/numbers`);
  const houses = await read<PlanHouses>(`${path}/houses`);
  const order = houseMeasureValues.map((measure) => houses.measures.indexOf(measure));
  const rows = houses.houses.map((row) => [
    ...row.slice(0, 3),
    ...order.map((column) => row[3 + column] ?? 0),
  ]);
  const counted = CountedPartition.of(
    Partition.of(wire),
    new HouseTable(rows, houseMeasureValues.length),
    numbers.weights,
  );
  return { version: wire.version, counted };
}

/** Does a step as a planner; tells the answer or the refusal. */
export async function step(
  id: number,
  version: number,
  operation: Operation,
  login: Demo = 'planner',
): Promise<{ status: number; applied: Applied; reason?: string }> {
  const answer = await send(
    login,
    'POST',
    `/api/plans/${String(id)}/operations`,
    { operation },
    { ...key(), 'If-Match': `"${String(version)}"` },
  );
  const body = (await answer.json()) as Applied & { reason?: string };
  return { status: answer.status, applied: body, ...(body.reason ? { reason: body.reason } : {}) };
}

export function key(): Record<string, string> {
  return { 'Idempotency-Key': crypto.randomUUID() };
}
