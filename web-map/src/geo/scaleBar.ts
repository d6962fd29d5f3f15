/** A scale bar: a round length and how many pixels it takes. */
export interface ScaleBar {
  readonly metres: number;
  readonly pixels: number;
}

/** The longest bar of 1, 2 or 5 × 10ⁿ metres that is not wider than `maxPixels`. */
export function scaleBar(metresOfAPixel: number, maxPixels: number): ScaleBar {
  const most = metresOfAPixel * maxPixels;
  if (!(most > 0) || !Number.isFinite(most)) return { metres: 0, pixels: 0 };
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { metres, pixels: metres / metresOfAPixel };
}
