import { type components, houseMeasureValues } from '../api/schema';
import { compactnessOf } from './groundArea';
import { type Crossover, HouseTable } from './houseTally';
import { Partition, type PartitionChange } from './partition';

/** What is counted of a house besides itself. */
type Count = components['schemas']['HouseMeasure'];

type WorkWeights = Readonly<Record<Count | 'areaHectares', number>>;

/** The numbers of one grid; areas in square metres, lengths in metres, a workload of 1 is the average of the leaves. */
export interface GridNumbers extends Readonly<Record<Count, number>> {
  readonly code: string;
  readonly houses: number;
  readonly areaSquareMetres: number;
  readonly perimeterMetres: number;
  readonly compactness: number;
  readonly workload: number;
}

type Sums = Float64Array;
const WIDTH = 1 + houseMeasureValues.length;

/** A partition with its houses in it. It never changes: a step gives another one, which shares what stayed. */
export class CountedPartition {
  private readonly cache = new Map<string, GridNumbers>();
  private workMean: number | null = null;

  private constructor(
    readonly partition: Partition,
    readonly table: HouseTable,
    /** The label that each house lies in. */
    readonly labels: readonly string[],
    private readonly sums: ReadonlyMap<string, Sums>,
    readonly weights: WorkWeights,
  ) {}

  static of(partition: Partition, table: HouseTable, weights: WorkWeights): CountedPartition {
    const labels = table.locate(partition);
    const sums = new Map<string, Sums>();
    labels.forEach((label, house) => {
      add(sums, table, label, house, 1);
    });
    return new CountedPartition(partition, table, labels, sums, weights);
  }

  /** The same after a step, and the houses that changed hands. */
  with(change: PartitionChange): { counted: CountedPartition; crossovers: readonly Crossover[] } {
    const after = this.partition.with(change);
    const crossovers = this.table.crossovers(this.partition, change, after, this.labels);
    return { counted: this.moving(after, crossovers), crossovers };
  }

  /** The same with houses given to a leaf, whatever its border: what a brush has painted so far. */
  giving(
    houses: Iterable<number>,
    to: string,
  ): { counted: CountedPartition; crossovers: readonly Crossover[] } {
    const crossovers: Crossover[] = [];
    for (const house of houses) {
      const from = this.labels[house];
      if (from !== undefined && from !== to) crossovers.push({ house, from, to });
    }
    return { counted: this.moving(this.partition, crossovers), crossovers };
  }

  private moving(after: Partition, crossovers: readonly Crossover[]): CountedPartition {
    if (crossovers.length === 0)
      return new CountedPartition(after, this.table, this.labels, this.sums, this.weights);
    const labels = [...this.labels];
    const sums = new Map(this.sums);
    for (const { house, from, to } of crossovers) {
      labels[house] = to;
      for (const label of [from, to]) {
        const old = sums.get(label);
        if (old && old === this.sums.get(label)) sums.set(label, Float64Array.from(old));
      }
      add(sums, this.table, from, house, -1);
      add(sums, this.table, to, house, 1);
    }
    return new CountedPartition(after, this.table, labels, sums, this.weights);
  }

  weighing(weights: WorkWeights): CountedPartition {
    return new CountedPartition(this.partition, this.table, this.labels, this.sums, weights);
  }

  /** The numbers of a grid of any level. */
  numbersOf(code: string): GridNumbers {
    let numbers = this.cache.get(code);
    if (!numbers) {
      numbers = this.count(code);
      this.cache.set(code, numbers);
    }
    return numbers;
  }

  private count(code: string): GridNumbers {
    const sums = new Float64Array(WIDTH);
    for (const leaf of this.leavesOf(code)) {
      const own = this.sums.get(leaf);
      if (own) for (let i = 0; i < WIDTH; i++) sums[i] = (sums[i] as number) + (own[i] as number);
    }
    const { areaSquareMetres, perimeterMetres } = this.partition.sizeOf(code);
    const [houses = 0, households = 0, residents = 0, enterprises = 0, rentals = 0, careNeeds = 0] = sums;
    return {
      code,
      houses,
      households,
      residents,
      enterprises,
      rentals,
      careNeeds,
      areaSquareMetres,
      perimeterMetres,
      compactness: compactnessOf(areaSquareMetres, perimeterMetres),
      workload: this.mean > 0 ? this.work(sums, areaSquareMetres) / this.mean : 0,
    };
  }

  /** Average work of the leaves. */
  get mean(): number {
    if (this.workMean === null) {
      const leaves = this.partition.leaves();
      let sum = 0;
      for (const leaf of leaves) {
        let area = 0;
        for (const edge of this.partition.edgesOf(leaf)) {
          const measure = this.partition.measureOf(edge);
          area += edge.left === leaf ? measure.area : -measure.area;
        }
        sum += this.work(this.sums.get(leaf) ?? new Float64Array(WIDTH), area);
      }
      this.workMean = leaves.length > 0 ? sum / leaves.length : 0;
    }
    return this.workMean;
  }

  private work(sums: Sums, areaSquareMetres: number): number {
    let work = this.weights.areaHectares * (areaSquareMetres / 10_000);
    houseMeasureValues.forEach((count, i) => {
      work += this.weights[count] * (sums[i + 1] as number);
    });
    return work;
  }

  private leavesOf(code: string): string[] {
    if (this.partition.grids.get(code)?.leaf) return [code];
    return this.partition.leaves().filter((leaf) => this.partition.lies(leaf, code));
  }
}

function add(sums: Map<string, Sums>, table: HouseTable, label: string, house: number, sign: 1 | -1): void {
  let own = sums.get(label);
  if (!own) {
    own = new Float64Array(WIDTH);
    sums.set(label, own);
  }
  own[0] = (own[0] as number) + sign;
  for (let c = 0; c < houseMeasureValues.length; c++) {
    own[c + 1] = (own[c + 1] as number) + sign * (table.counts[house * table.columns + c] as number);
  }
}

/** Codes whose numbers a step changes: the leaves on both sides of what moved, and all above them that differ. */
export function touchedBy(partition: Partition, change: PartitionChange): string[] {
  const leaves = new Set<string>();
  for (const edge of change.edges) {
    for (const label of [edge.left, edge.right]) if (partition.grids.has(label)) leaves.add(label);
    const old = partition.edges.get(edge.id);
    for (const label of old ? [old.left, old.right] : []) if (partition.grids.has(label)) leaves.add(label);
  }
  for (const code of change.removedGrids) if (partition.grids.get(code)?.leaf) leaves.add(code);
  for (const { code, leaf } of change.grids) if (leaf) leaves.add(code);
  return [...leaves].sort();
}
