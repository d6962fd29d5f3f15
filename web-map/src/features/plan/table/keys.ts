import { isTyping } from '../../../ui/typing';
import { table, tableOf } from './state';

/** `g` opens and closes the table of all grids; `t` is a tool's. */
export function onTableKey(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== 'g' || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return;
  if (tableOf.value === null || isTyping(event.target) || document.querySelector('dialog[open]')) return;
  table.open = !table.open;
  event.preventDefault();
}
