import { describe, expect, it } from 'vitest';
import { en } from '../words/en';
import { zh } from '../words/zh';
import { TOOL_KEYS, TOOLS } from '../state/drawing';
import { actionOf, handleKey, type KeyHandlers, type KeyPlace, KEYS, pressed } from './keys';

const places = Object.keys(KEYS) as KeyPlace[];
/** An event as a browser makes it for a key of the table. */
function typed(name: string): KeyboardEvent {
  const parts = name.split('+');
  const last = parts[parts.length - 1] ?? '';
  return {
    key: last === 'Space' ? ' ' : last,
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift') || last === '?',
    metaKey: false,
    altKey: false,
    preventDefault: () => undefined,
    stopImmediatePropagation: () => undefined,
  } as unknown as KeyboardEvent;
}

describe('the keys of the drawing table', () => {
  it.each(places)('of_%s_do_what_the_help_says_each_one_thing', (place) => {
    const done: string[] = [];
    const handlers = Object.fromEntries(
      Object.keys(KEYS[place]).map((action) => [action, () => void done.push(action)]),
    ) as unknown as KeyHandlers<typeof place>;
    const expected: string[] = [];
    for (const [action, keys] of Object.entries(KEYS[place]) as [string, readonly string[]][]) {
      for (const key of keys) {
        expect(handleKey(place, handlers, typed(key)), key).toBe(true);
        expected.push(action);
      }
    }
    expect(done).toEqual(expected);
  });

  it('never_mean_a_tool_and_something_else', () => {
    const everywhere = [...Object.values(KEYS.table), ...Object.values(KEYS.tool)].flat();
    expect(new Set(everywhere).size).toBe(everywhere.length);
    expect(TOOLS.map((tool) => actionOf('tool', typed(TOOL_KEYS[tool].toLowerCase())))).toEqual(TOOLS);
  });

  it('have_words_in_both_languages', () => {
    for (const place of places) {
      for (const action of Object.keys(KEYS[place])) {
        for (const words of [zh, en]) {
          const tree = (place === 'tool' ? words.edit.tools : words.map.keys[place]) as Record<
            string,
            string
          >;
          expect(tree[action], `${place}.${action}`).toBeTruthy();
        }
      }
    }
    for (const words of [zh, en]) expect(Object.keys(words.map.keys.places)).toEqual(places);
  });

  it('are_told_by_what_they_write_and_leave_alt_to_the_system', () => {
    expect(pressed({ ...typed('z'), metaKey: true })).toBe('Ctrl+z');
    expect(pressed({ ...typed('V'), shiftKey: true })).toBe('Shift+v');
    expect(pressed({ ...typed('v'), altKey: true })).toBeNull();
    expect(actionOf('table', typed('?'))).toBe('help');
    expect(actionOf('tool', { ...typed('V'), shiftKey: true })).toBeNull();
  });
});
