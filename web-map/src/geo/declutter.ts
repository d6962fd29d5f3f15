/** A label that wants a place on the screen. */
export interface LabelWish {
  readonly key: string;
  /** Anchor in pixels: the middle of the text. */
  readonly x: number;
  readonly y: number;
  /** Larger is placed first. */
  readonly weight: number;
  /** Texts to try in order, from the full one to the shortest, with their widths in pixels. */
  readonly texts: readonly { readonly text: string; readonly width: number }[];
  readonly height: number;
}

export interface PlacedLabel {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CELL = 64;

/**
 * Places labels so that no two overlap: the heaviest first, each with its longest text that fits, or not at all. Order
 * among equal weights follows the key, so that labels do not flicker from frame to frame.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  screen: { readonly width: number; readonly height: number },
  gap = 3,
): PlacedLabel[] {
  const cells = new Map<string, PlacedLabel[]>();
  const cellsOf = (label: PlacedLabel): string[] => {
    const keys: string[] = [];
    const reach = (value: number) => Math.floor(value / CELL);
    for (let i = reach(label.x - label.width / 2 - gap); i <= reach(label.x + label.width / 2 + gap); i++) {
      for (
        let j = reach(label.y - label.height / 2 - gap);
        j <= reach(label.y + label.height / 2 + gap);
        j++
      ) {
        keys.push(`${String(i)}:${String(j)}`);
      }
    }
    return keys;
  };
  const order = [...wishes].sort(
    (a, b) => b.weight - a.weight || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
  const placed: PlacedLabel[] = [];
  for (const wish of order) {
    for (const { text, width } of wish.texts) {
      const label: PlacedLabel = { key: wish.key, text, x: wish.x, y: wish.y, width, height: wish.height };
      const inside =
        label.x + width / 2 > 0 &&
        label.x - width / 2 < screen.width &&
        label.y + wish.height / 2 > 0 &&
        label.y - wish.height / 2 < screen.height;
      if (!inside) break;
      const keys = cellsOf(label);
      const free = keys.every((key) => (cells.get(key) ?? []).every((other) => !overlap(label, other, gap)));
      if (!free) continue;
      for (const key of keys) cells.set(key, [...(cells.get(key) ?? []), label]);
      placed.push(label);
      break;
    }
  }
  return placed;
}

/** Whether two labels come nearer to each other than `gap` pixels. */
export function overlap(a: PlacedLabel, b: PlacedLabel, gap = 0): boolean {
  return (
    Math.abs(a.x - b.x) * 2 < a.width + b.width + 2 * gap &&
    Math.abs(a.y - b.y) * 2 < a.height + b.height + 2 * gap
  );
}
