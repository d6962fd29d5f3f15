import { describe, expect, it } from 'vitest';
import type { Finding } from '../../api/model';
import { countKinds } from './findings';

describe('findings', () => {
  it('kinds_are_counted_the_most_frequent_first', () => {
    const items = ['GAP', 'OVERLAP', 'GAP'].map((kind) => ({ kind }) as Finding);
    expect(countKinds(items)).toEqual([
      { kind: 'GAP', count: 2 },
      { kind: 'OVERLAP', count: 1 },
    ]);
  });
});
