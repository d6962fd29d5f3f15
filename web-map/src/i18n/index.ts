import { createI18n } from 'vue-i18n';
import en from './en';
import zhCN from './zh';

/** The words of the page: Chinese until the choice of language, or the browser's, is read. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as 'zh-CN' | 'en',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN, en },
});
