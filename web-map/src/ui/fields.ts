import { useI18n } from 'vue-i18n';
import type { Code } from '../api/model';

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

/** Who did something: the installation itself has logins of its own, which are told in words. */
export function useDoer(): (who: { login: string; name?: string | null }) => string {
  const { t } = useI18n();
  return ({ login, name }) => {
    if (login === 'system:first-start') return t('doer.firstStart');
    if (login === 'system:cli') return t('doer.commandLine');
    return name ?? login;
  };
}

/** A level by its name; the names that the state's standard gives are words of the page too. */
export function useLevelName(): (level: number, name: string | null | undefined) => string {
  const { t, te } = useI18n();
  return (level, name) => {
    if (!name) return t('level.name', { n: level });
    const key = `level.${STANDARD_LEVELS[name] ?? ''}`;
    return te(key) ? t(key) : name;
  };
}

/** What the server says below a hit, with the names of levels in the page's language. */
export function useSubtitle(): (subtitle: string) => string {
  const { t } = useI18n();
  return (subtitle) =>
    subtitle
      .split(' · ')
      .map((part) => (part in STANDARD_LEVELS ? t(`level.${STANDARD_LEVELS[part] ?? ''}`) : part))
      .join(' · ');
}

const STANDARD_LEVELS: Readonly<Record<string, string>> = {
  县: 'county',
  市: 'city',
  '县（市、区）': 'countyOrCity',
  镇: 'town',
  乡: 'township',
  街道: 'street',
  '乡镇（街道）': 'townOrStreet',
  村: 'village',
  社区: 'community',
  '村（社区）': 'villageOrCommunity',
  工作片: 'workArea',
  网格: 'grid',
  单元网格: 'unitGrid',
  楼栋: 'building',
};

/** The choices of a field: the words of the server, in the page's language. */
export function useOptions(): (
  group: string,
  words: readonly string[],
) => { value: string; label: string }[] {
  const word = useWord();
  return (group, words) => words.map((value) => ({ value, label: word(group, value) }));
}

/** A value of a form as one of a list of codes; `null` where it is none of them. */
export function codeOf<T extends string>(codes: readonly T[], value: unknown): T | null {
  return codes.find((code) => code === value) ?? null;
}

/** A configured word in the page's language. */
export function useCode(): (code: Code) => string {
  const { locale } = useI18n();
  return ({ zh, en }) => (locale.value === 'en' ? en : zh);
}
