import { expect } from 'vitest';
import { send } from './server';

/** A tileset with an implicit quadtree, as far as the tests read it. */
interface Tileset {
  readonly root: {
    readonly content: { readonly uri: string };
    readonly implicitTiling: {
      readonly subtreeLevels: number;
      readonly subtrees: { readonly uri: string };
    };
  };
}

interface Availability {
  readonly constant?: 0 | 1;
  readonly bitstream?: number;
}

interface SubtreeJson {
  readonly bufferViews: readonly { readonly byteOffset: number; readonly byteLength: number }[];
  readonly tileAvailability: Availability;
  readonly contentAvailability: readonly Availability[];
  readonly childSubtreeAvailability: Availability;
}

export interface SolidContent {
  readonly path: string;
  readonly level: number;
  readonly bytes: Uint8Array;
}

async function readBytes(path: string): Promise<Uint8Array> {
  const response = await send('planner', 'GET', path);
  expect(response.status, path).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

/** Every other bit of the index of a cell: its column, or its row after a shift. */
function everyOther(index: number): number {
  let value = 0;
  for (let bit = 0; bit < 15; bit++) value |= ((index >> (2 * bit)) & 1) << bit;
  return value;
}

class Subtree {
  private readonly json: SubtreeJson;
  private readonly binary: Uint8Array;

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('subt');
    expect(view.getUint32(4, true)).toBe(1);
    const text = Number(view.getBigUint64(8, true));
    const binary = Number(view.getBigUint64(16, true));
    expect(24 + text + binary).toBe(bytes.length);
    this.json = JSON.parse(new TextDecoder().decode(bytes.subarray(24, 24 + text))) as SubtreeJson;
    this.binary = bytes.subarray(24 + text);
  }

  content(index: number): boolean {
    return this.has(this.json.contentAvailability[0], index) && this.has(this.json.tileAvailability, index);
  }

  child(index: number): boolean {
    return this.has(this.json.childSubtreeAvailability, index);
  }

  private has(availability: Availability | undefined, index: number): boolean {
    if (availability?.bitstream === undefined) return availability?.constant === 1;
    const offset = this.json.bufferViews[availability.bitstream]?.byteOffset ?? NaN;
    return (((this.binary[offset + (index >> 3)] ?? 0) >> (index & 7)) & 1) === 1;
  }
}

/** Reads every content of the tileset of the running town. */
export async function readSolids(): Promise<SolidContent[]> {
  const response = await send('planner', 'GET', '/3dtiles/tileset.json');
  const { root } = (await response.json()) as Tileset;
  const levels = root.implicitTiling.subtreeLevels;
  const fill = (template: string, level: number, x: number, y: number) =>
    `/3dtiles/${template}`
      .replace('{level}', String(level))
      .replace('{x}', String(x))
      .replace('{y}', String(y));
  const contents: SolidContent[] = [];
  const waiting = [{ level: 0, x: 0, y: 0 }];
  for (let top = waiting.pop(); top; top = waiting.pop()) {
    const { level, x, y } = top;
    const subtree = new Subtree(await readBytes(fill(root.implicitTiling.subtrees.uri, level, x, y)));
    let first = 0;
    for (let below = 0; below < levels; below++) {
      for (let index = 0; index < 1 << (2 * below); index++) {
        if (!subtree.content(first + index)) continue;
        const column = (x << below) + everyOther(index);
        const row = (y << below) + everyOther(index >> 1);
        const path = fill(root.content.uri, level + below, column, row);
        contents.push({ path, level: level + below, bytes: await readBytes(path) });
      }
      first += 1 << (2 * below);
    }
    for (let index = 0; index < 1 << (2 * levels); index++) {
      if (!subtree.child(index)) continue;
      waiting.push({
        level: level + levels,
        x: (x << levels) + everyOther(index),
        y: (y << levels) + everyOther(index >> 1),
      });
    }
  }
  return contents;
}
