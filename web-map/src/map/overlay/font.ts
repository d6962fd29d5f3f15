/** The family that ships with the page; it has Chinese. */
export const FAMILY = "'Noto Sans SC'";

/** The shipped font in a size of pixels, as a canvas names it. */
export function font(size: number): string {
  return `${String(size)}px ${FAMILY}, sans-serif`;
}

const asked = new Set<string>();

/**
 * Makes sure that the shipped font can draw `text` on a canvas. The font comes in pieces of a few hundred characters;
 * a canvas, other than the page, does not wait for them. Calls `onArrival` once missing pieces are here.
 */
export function needCharacters(text: string, onArrival: () => void): void {
  const fresh = [...new Set(text)].filter((character) => !asked.has(character));
  if (fresh.length === 0) return;
  for (const character of fresh) asked.add(character);
  document.fonts.load(`16px ${FAMILY}`, fresh.join('')).then(
    (faces) => {
      if (faces.length > 0) onArrival();
    },
    () => {
      // Without its piece of the font a label falls back to the system's; the next label asks again.
      for (const character of fresh) asked.delete(character);
    },
  );
}
