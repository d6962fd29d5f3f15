import { nextTick, onBeforeUnmount, onMounted, type Ref } from 'vue';

/**
 * What a sheet of paper over the page does: it is printed alone, keeps keys and focus to itself and gives the focus
 * back.
 *
 * @param root the sheet, whose first button is focused
 * @param close called by Escape
 * @returns what prints it, and what its root does with keys
 */
export function usePaperSheet(
  root: Readonly<Ref<HTMLElement | undefined>>,
  close: () => void,
): { print: () => void; onKey: (event: KeyboardEvent) => void } {
  let before: Element | null = null;
  onMounted(async () => {
    before = document.activeElement;
    document.body.classList.add('has-sheet');
    document.getElementById('app')?.setAttribute('inert', '');
    await nextTick();
    root.value?.querySelector<HTMLElement>('button')?.focus();
  });
  onBeforeUnmount(() => {
    document.body.classList.remove('has-sheet');
    document.getElementById('app')?.removeAttribute('inert');
    if (before instanceof HTMLElement) before.focus();
  });
  return {
    print: () => {
      window.print();
    },
    onKey: (event) => {
      // The page has keys of its own; they must not act behind the sheet.
      event.stopPropagation();
      if (event.key === 'Escape') close();
    },
  };
}
