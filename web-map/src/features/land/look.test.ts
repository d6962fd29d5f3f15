import { expect, it } from 'vitest';
import { rampOf } from '../../geo/ramp';
import { THEME_FILL_OPACITY } from './look';

/** How much of linear red, green and blue reaches each channel of an eye (Machado and others 2009; luminance of sRGB). */
const EYES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  full_sight: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  achromatopsia: Array.from({ length: 3 }, () => [0.2126, 0.7152, 0.0722]),
};

/** A colour of the legend, as it lies over the paper, in CIELAB of an eye. */
function asSeen(colour: string, eye: readonly (readonly number[])[]): number[] {
  const linear = [1, 3, 5].map((at, channel) => {
    const paper = [242, 241, 236][channel] ?? 0;
    const part =
      (THEME_FILL_OPACITY * parseInt(colour.slice(at, at + 2), 16) + (1 - THEME_FILL_OPACITY) * paper) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const times = (row: readonly number[]) => row.reduce((sum, part, k) => sum + part * (linear[k] ?? 0), 0);
  const [r = 0, g = 0, b = 0] = eye.map((row) => Math.min(1, Math.max(0, times(row))));
  const [x = 0, y = 0, z = 0] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ].map((part) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

it.each(Object.entries(EYES))('no_two_colours_of_a_scale_look_alike_to_%s', (_, eyes) => {
  for (const { steps } of [rampOf('norm', []), rampOf('sequence', [999])]) {
    const seen = steps.map(({ colour }) => asSeen(colour, eyes));
    for (const [i, one] of seen.entries())
      for (const other of seen.slice(i + 1))
        expect(Math.hypot(...one.map((part, k) => part - (other[k] ?? 0)))).toBeGreaterThan(6);
  }
});
