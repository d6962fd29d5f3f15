import { fingers } from '../../../map/edit/fingers';
import { longPress } from '../../../map/edit/longPress';
import type { MapEngine } from '../../../map/engine';
import { drawing, LINE_TOOLS } from '../state/drawing';
import { drawable } from '../state/onMap';
import type { EditInteraction } from './editInteraction';

/** What the pointer over the map is passed on with. */
export interface PointerStage {
  readonly interaction: EditInteraction;
  /** The element that hears the pointer before the map does. */
  readonly root: HTMLElement;
  readonly engine: () => MapEngine | null;
  /** The pixel of the map below a pointer. */
  readonly at: (event: MouseEvent) => [number, number];
  /** Tells whether a finger points. */
  readonly touched: (finger: boolean) => void;
  /** Whether the map is moved for as long as a key is held. */
  readonly panning: () => boolean;
}

/** Whether the pointer draws, whatever is below it. */
export const aims = () => drawable.value && (LINE_TOOLS.includes(drawing.tool) || drawing.tool === 'brush');

/** A press and a release nearer than this are a click. */
const STILL = 5;

/**
 * Listens to the pointer before the map does: while a tool draws, and while Shift draws a box. Everything else the map
 * gets.
 *
 * @returns what ends it
 */
export function listenToPointer(stage: PointerStage): () => void {
  const { interaction, root, at } = stage;
  const two = fingers(stage.engine);
  let boxing = false;
  let touching = false;
  /** Where the second button went down. */
  let asking: [number, number] | null = null;
  const onButton = ({ target }: Event) => (target as Element).closest('button') !== null;
  const inMenu = ({ target }: Event) => (target as Element).closest('[role="menu"]') !== null;

  const askMenu = (pixel: [number, number]) => {
    if (!drawable.value) return;
    interaction.giveUp();
    interaction.picking.askMenu(pixel);
  };
  const rest = longPress(at, (pixel) => {
    if (drawing.tool === 'select') askMenu([...pixel]);
  });

  const onDown = (event: PointerEvent) => {
    touching = event.pointerType === 'touch';
    stage.touched(touching);
    if (inMenu(event)) return;
    drawing.menu = null;
    asking = event.button === 2 ? at(event) : null;
    if (onButton(event)) return;
    boxing = drawable.value && drawing.tool === 'select' && event.shiftKey && event.button === 0;
    if (!boxing && !aims()) return;
    if (touching && two.down(event.pointerId, at(event))) {
      interaction.cancelStroke();
      event.stopPropagation();
      return;
    }
    if (event.button !== 0 || stage.panning() || (event.pointerType === 'mouse' && event.altKey)) return;
    event.stopPropagation();
    event.preventDefault();
    root.focus();
    root.setPointerCapture(event.pointerId);
    interaction.press(at(event));
  };
  const onMove = (event: PointerEvent) => {
    if (!boxing && !aims()) return;
    if (two.move(event.pointerId, at(event))) {
      event.stopPropagation();
      return;
    }
    if (stage.panning()) return;
    if (event.buttons === 1) event.stopPropagation();
    interaction.move(at(event));
  };
  const onUp = (event: PointerEvent) => {
    if (event.button === 2 && asking) {
      const [x, y] = at(event);
      // With the button held the globe is moved nearer.
      if (Math.hypot(x - asking[0], y - asking[1]) < STILL) askMenu([x, y]);
      return;
    }
    const boxed = boxing;
    boxing = false;
    if ((!boxed && !aims()) || (!boxed && onButton(event))) return;
    if (two.up(event.pointerId)) {
      event.stopPropagation();
      return;
    }
    if (event.button !== 0 || stage.panning()) return;
    event.stopPropagation();
    void interaction.release(at(event));
  };
  const onCancel = (event: PointerEvent) => {
    boxing = false;
    drawing.box = null;
    if (!aims()) return;
    two.up(event.pointerId);
    interaction.cancelStroke();
  };
  const onDouble = (event: MouseEvent) => {
    if (!drawable.value || (event.target as Element).closest('[data-handle]')) return;
    if (LINE_TOOLS.includes(drawing.tool)) void interaction.finishTwice();
    event.stopPropagation();
    event.preventDefault();
  };
  const onMenu = (event: MouseEvent) => {
    if (!drawable.value || inMenu(event)) return;
    event.preventDefault();
    event.stopPropagation();
    // The second button of a mouse that has one.
    if (event.button === 0 && event.ctrlKey) askMenu(at(event));
  };

  const listeners = [
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', onUp],
    ['pointercancel', onCancel],
    ['dblclick', onDouble],
    ['contextmenu', onMenu],
    ['pointerdown', rest.down],
    ['pointermove', rest.move],
    ['pointerup', rest.stop],
    ['pointercancel', rest.stop],
  ] as const;
  for (const [name, listener] of listeners)
    root.addEventListener(name, listener as EventListener, { capture: true });
  return () => {
    for (const [name, listener] of listeners)
      root.removeEventListener(name, listener as EventListener, { capture: true });
    rest.stop();
  };
}
