import { town } from '../../../state/town';
import { i18n } from '../../../i18n';
import { charts } from './charts';
import { headline, momentText, selectionText } from './exports';

const WIDTH = 1120;
const MARGIN = 32;
const GAP = 24;
const SHARPNESS = 2;
const INK = '#1d2939';
const QUIET = '#475467';
const PAPER = '#ffffff';
const FACE = "'Noto Sans SC', system-ui, sans-serif";

/** A chart with its title, as wide as a column. */
interface Piece {
  readonly title: string;
  readonly drawn: HTMLCanvasElement;
  readonly height: number;
}

/**
 * One picture of the charts inside `root`, below what they count.
 *
 * @returns a PNG; `null` where the browser makes none
 */
export function pictureOf(root: Element): Promise<Blob | null> {
  const column = (WIDTH - 2 * MARGIN - GAP) / 2;
  const pieces = [...root.querySelectorAll('.chart')].flatMap((element): Piece[] => {
    const chart = charts.get(element);
    if (!chart) return [];
    const drawn = chart.renderToCanvas({ pixelRatio: SHARPNESS, backgroundColor: PAPER });
    const title = element.closest('.cockpit-part')?.querySelector('h3')?.textContent.trim() ?? '';
    return [{ title, drawn, height: (drawn.height / drawn.width) * column + 44 }];
  });
  // Each chart goes below the shorter column.
  const heights = [0, 0];
  const placed = pieces.map((piece) => {
    const at = (heights[0] ?? 0) <= (heights[1] ?? 0) ? 0 : 1;
    const top = heights[at] ?? 0;
    heights[at] = top + piece.height + GAP;
    return { ...piece, at, top };
  });
  const head = 196;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SHARPNESS;
  canvas.height = (head + Math.max(...heights) + MARGIN) * SHARPNESS;
  const pen = canvas.getContext('2d');
  if (!pen) return Promise.resolve(null);
  pen.scale(SHARPNESS, SHARPNESS);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const write = (text: string, x: number, y: number, size: number, colour = INK, bold = false) => {
    pen.font = `${bold ? '700 ' : ''}${String(size)}px ${FACE}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y, WIDTH - MARGIN - x);
  };
  const { t } = i18n.global;
  write(`${town.overview?.name ?? ''} ${t('event.cockpit.title')}`.trim(), MARGIN, 46, 24, INK, true);
  write(selectionText(), MARGIN, 74, 15);
  write(
    [momentText(), ...(town.overview?.synthetic ? [t('status.synthetic')] : [])].join(' · '),
    MARGIN,
    98,
    13,
    QUIET,
  );
  const numbers = headline();
  numbers.forEach(({ name, text }, i) => {
    const x = MARGIN + (i * (WIDTH - 2 * MARGIN)) / numbers.length;
    write(text, x, 146, 30, INK, true);
    write(name, x, 170, 14, QUIET);
  });
  for (const { title, drawn, at, top } of placed) {
    const x = MARGIN + at * (column + GAP);
    write(title, x, head + top + 20, 16, INK, true);
    pen.drawImage(drawn, x, head + top + 32, column, (drawn.height / drawn.width) * column);
  }
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
}
