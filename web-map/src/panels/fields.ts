import { useI18n } from 'vue-i18n';
import type { Code } from '../api/register';

/** One field of a form. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly number?: boolean;
  readonly least?: number;
  readonly most?: number;
  /** The stored value is hidden or masked: an empty field keeps it, a tick removes it. */
  readonly kept?: { readonly shown: string; readonly removable: boolean };
  readonly long?: boolean;
  readonly longest?: number;
  readonly options?: readonly { value: string; label: string }[];
}

/** A word of the server in the page's language; the word itself where the page has none for it. */
export function useWord(): (group: string, word: string | null | undefined) => string {
  const { t, te } = useI18n();
  return (group, word) => {
    if (word === null || word === undefined || word === '') return '—';
    const key = `${group}.${word}`;
    return te(key) ? t(key) : word;
  };
}

/** The choices of a field: the words of the server, in the page's language. */
export function useOptions(): (
  group: string,
  words: readonly string[],
) => { value: string; label: string }[] {
  const word = useWord();
  return (group, words) => words.map((value) => ({ value, label: word(group, value) }));
}

/** A configured word in the page's language. */
export function useCode(): (code: Code) => string {
  const { locale } = useI18n();
  return ({ zh, en }) => (locale.value === 'en' ? en : zh);
}
