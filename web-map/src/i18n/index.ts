import { markRaw } from 'vue';
import { createI18n } from 'vue-i18n';
import { en } from './en';
import type { Translated } from './translated';
import { zh } from './zh';

// Features add theirs before anything is read. The library would copy the whole tree with each, and watch every word.
const messages = {
  'zh-CN': markRaw<Record<string, string | WordTree>>({ ...(zh as WordTree) }),
  en: markRaw<Record<string, string | WordTree>>({ ...(en as WordTree) }),
};

/** The messages of the page: Chinese until the chosen language, or that of the browser, is read. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as 'zh-CN' | 'en',
  fallbackLocale: 'zh-CN',
  messages,
  // Chinese words have two forms, for none and for some; by default the first would be that for one.
  pluralRules: { 'zh-CN': (count) => (count === 0 ? 0 : 1) },
});

/** A text, or texts by their key. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** The words of one feature; the compiler holds the second language to the keys of the first. */
export interface Words<W extends WordTree = WordTree> {
  readonly zh: W;
  readonly en: Translated<W>;
}

/** Adds the words of a feature below its name. */
export function addWords(feature: string, { zh, en }: Words): void {
  messages['zh-CN'][feature] = zh;
  messages.en[feature] = en;
}
