import { createI18n } from 'vue-i18n';
import { en } from './en';
import type { Translated } from './translated';
import { zh } from './zh';

/** The messages of the page: Chinese until the chosen language, or that of the browser, is read. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as 'zh-CN' | 'en',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh as WordTree, en: en as WordTree },
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
  i18n.global.mergeLocaleMessage('zh-CN', { [feature]: zh });
  i18n.global.mergeLocaleMessage('en', { [feature]: en });
}
