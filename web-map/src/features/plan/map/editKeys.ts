import { isTyping } from '../../../ui/typing';
import { drawing, dropDrawing, LINE_TOOLS, sayRefusal, takeUp, TOOLS, type Tool } from '../state/drawing';
import { drawable } from '../state/onMap';
import { plan, redo, undo } from '../state/plan';
import type { EditInteraction } from './editInteraction';
import { arrowOf, handleKey, type KeyHandlers } from './keys';

/** Pixels that an arrow key moves what is picked, and with Shift. */
const NUDGE = 1;
const FAR = 10;

/** What keys act on. */
export interface KeyStage {
  readonly interaction: EditInteraction;
  readonly root: HTMLElement;
  /** The middle of the map, or of what is picked there: what the menu key asks about. */
  readonly middle: () => [number, number];
  readonly pan: (on: boolean) => void;
}

/**
 * Listens to the keys of the drawing table before anybody else does.
 *
 * @returns what ends it
 */
export function listenToKeys({ interaction, root, middle, pan }: KeyStage): () => void {
  const act = async (step: typeof undo) => {
    interaction.giveUp();
    const outcome = await step();
    if (outcome.kind === 'failed') drawing.failure = outcome.error;
    if (outcome.kind === 'refused') sayRefusal(outcome.refusal);
  };
  /** Gives up one thing after the other: what is under way, what was drawn or picked, the tool, the selection. */
  const escape = () => {
    if (drawing.menu) {
      drawing.menu = null;
      return undefined;
    }
    if (interaction.nudge.giveUp()) return undefined;
    const began = interaction.held !== null || plan.trial !== null;
    interaction.giveUp();
    if (began && drawing.picked.length > 0) return undefined;
    const dropped = dropDrawing();
    if (began || dropped) return undefined;
    if (drawing.tool !== 'select') takeUp('select');
    else if (plan.selection) plan.selection = null;
    else return false;
    return undefined;
  };
  const nudge = (pixels: number) => (event: KeyboardEvent) => {
    if (drawing.picked.length === 0) return false;
    const [right, up] = arrowOf(event);
    interaction.nudge.push(right * pixels, -up * pixels);
    return undefined;
  };
  const table: KeyHandlers<'table'> = {
    undo: () => void act(undo),
    redo: () => void act(redo),
    escape,
    removePicked: () => {
      if (drawing.picked.length === 0) return false;
      void interaction.removePicked();
      return undefined;
    },
    takeBack: () => {
      if (drawing.line.length === 0 || drawing.measured) return false;
      interaction.takeBackPoint();
      return undefined;
    },
    help: () => {
      drawing.help = true;
      return undefined;
    },
  };
  const map: KeyHandlers<'map'> = {
    pan: () => {
      pan(true);
      return false;
    },
    finish: () => {
      if (interaction.nudge.going) void interaction.nudge.end();
      else if (LINE_TOOLS.includes(drawing.tool)) void interaction.finish();
      else return false;
      return undefined;
    },
    nudge: nudge(NUDGE),
    nudgeFar: nudge(FAR),
    menu: () => {
      interaction.picking.askMenu(middle());
      return undefined;
    },
  };
  const tool = Object.fromEntries(
    TOOLS.map((each) => [
      each,
      () => {
        takeUp(each);
      },
    ]),
  ) as unknown as Record<Tool, () => undefined>;

  const onDown = (event: KeyboardEvent) => {
    if (!drawable.value || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const target = event.target as Element;
    // The menu has keys of its own, but for Esc.
    if (target.closest('[role="menu"]') && event.key !== 'Escape') return;
    const handle = target.closest('[data-handle]')?.getAttribute('data-handle');
    const onPicked = drawing.picked.some(({ key }) => key === handle);
    if ((target === root || onPicked) && handleKey('map', map, event)) return;
    if (!handleKey('table', table, event)) handleKey('tool', tool, event);
  };
  const onUp = (event: KeyboardEvent) => {
    if (event.key === ' ') pan(false);
  };
  window.addEventListener('keydown', onDown, { capture: true });
  window.addEventListener('keyup', onUp, { capture: true });
  return () => {
    window.removeEventListener('keydown', onDown, { capture: true });
    window.removeEventListener('keyup', onUp, { capture: true });
  };
}
