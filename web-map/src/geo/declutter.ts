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
 * Places labels so that no two overlap. First the heaviest to the lightest each with its shortest text, so that as many
 * as possible have a place at all; then, again from the heaviest, each with the longest that fits between the others.
 * Order among equal weights follows the key, so that labels do not flicker from frame to frame.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  screen: { readonly width: number; readonly height: number },
  gap = 3,
): PlacedLabel[] {
  const order = [...wishes].sort(
    (a, b) => b.weight - a.weight || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
  const board = new Board(screen, gap);
  const placed: { wish: LabelWish; label: PlacedLabel }[] = [];
  for (const wish of order) {
    const shortest = wish.texts.at(-1);
    const label = shortest && labelOf(wish, shortest);
    if (!label || !board.isFree(label, null)) continue;
    board.put(label);
    placed.push({ wish, label });
  }
  return placed.map(({ wish, label }) => {
    for (const text of wish.texts.slice(0, -1)) {
      const longer = labelOf(wish, text);
      if (!board.isFree(longer, label)) continue;
      board.take(label);
      board.put(longer);
      return longer;
    }
    return label;
  });
}

function labelOf(wish: LabelWish, { text, width }: LabelWish['texts'][number]): PlacedLabel {
  return { key: wish.key, text, x: wish.x, y: wish.y, width, height: wish.height };
}

/** The labels that have a place, found by where they are. */
class Board {
  private readonly cells = new Map<string, PlacedLabel[]>();

  constructor(
    private readonly screen: { readonly width: number; readonly height: number },
    private readonly gap: number,
  ) {}

  /** Whether a label would be seen and would meet none but `itself`. */
  isFree(label: PlacedLabel, itself: PlacedLabel | null): boolean {
    const { x, y, width, height } = label;
    const seen =
      x + width / 2 > 0 &&
      x - width / 2 < this.screen.width &&
      y + height / 2 > 0 &&
      y - height / 2 < this.screen.height;
    return (
      seen &&
      this.cellsOf(label).every((cell) =>
        (this.cells.get(cell) ?? []).every((other) => other === itself || !overlap(label, other, this.gap)),
      )
    );
  }

  put(label: PlacedLabel): void {
    for (const cell of this.cellsOf(label)) this.cells.set(cell, [...(this.cells.get(cell) ?? []), label]);
  }

  take(label: PlacedLabel): void {
    for (const cell of this.cellsOf(label)) {
      this.cells.set(
        cell,
        (this.cells.get(cell) ?? []).filter((other) => other !== label),
      );
    }
  }

  private cellsOf({ x, y, width, height }: PlacedLabel): string[] {
    const cells: string[] = [];
    const reach = (value: number) => Math.floor(value / CELL);
    for (let i = reach(x - width / 2 - this.gap); i <= reach(x + width / 2 + this.gap); i++) {
      for (let j = reach(y - height / 2 - this.gap); j <= reach(y + height / 2 + this.gap); j++)
        cells.push(`${String(i)}:${String(j)}`);
    }
    return cells;
  }
}

/** Whether two labels come nearer to each other than `gap` pixels. */
export function overlap(a: PlacedLabel, b: PlacedLabel, gap = 0): boolean {
  return (
    Math.abs(a.x - b.x) * 2 < a.width + b.width + 2 * gap &&
    Math.abs(a.y - b.y) * 2 < a.height + b.height + 2 * gap
  );
}
