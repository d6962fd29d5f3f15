/** What can be drawn anew on a canvas. */
interface Drawn {
  renderToCanvas(options: { pixelRatio: number; backgroundColor: string }): HTMLCanvasElement;
}

/** The charts on the page, by the element in which each stands. */
export const charts = new Map<Element, Drawn>();
