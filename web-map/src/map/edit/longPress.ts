type Pixel = readonly [x: number, y: number];

/** Milliseconds that a finger rests, and pixels that it may tremble. */
const REST = 650;
const TREMBLE = 8;

/** Tells of a finger that rests on the map. A handle has a long press of its own, and two fingers move the map. */
export function longPress(at: (event: PointerEvent) => Pixel, rested: (pixel: Pixel) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Pixel = [0, 0];
  const stop = () => {
    clearTimeout(timer);
  };
  return {
    stop,
    down(event: PointerEvent): void {
      stop();
      if (event.pointerType !== 'touch' || !event.isPrimary || (event.target as Element).closest('button'))
        return;
      from = at(event);
      const pixel = from;
      timer = setTimeout(() => {
        rested(pixel);
      }, REST);
    },
    move(event: PointerEvent): void {
      const [x, y] = at(event);
      if (Math.hypot(x - from[0], y - from[1]) > TREMBLE) stop();
    },
  };
}
