import { fly } from '../../state/flight';
import { plan } from './state/plan';

/** Flies to a grid of the open plan, as it is drawn now. */
export function flyToGrid(code: string): void {
  const { partition } = plan;
  const edges = partition?.outlineOf(code) ?? [];
  if (!partition || edges.length === 0) return;
  const boxes = edges.map((edge) => partition.measureOf(edge));
  fly({
    to: 'bounds',
    bounds: [
      Math.min(...boxes.map(({ west }) => west)),
      Math.min(...boxes.map(({ south }) => south)),
      Math.max(...boxes.map(({ east }) => east)),
      Math.max(...boxes.map(({ north }) => north)),
    ],
  });
}
