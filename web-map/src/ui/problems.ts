import { useI18n } from 'vue-i18n';
import { ServerProblem, ServerUnreachable } from '../api/http';

/** Writes a span of seconds as a person would: `40 s`, `15 min`. */
export function useSpan(): (seconds: number) => string {
  const { t } = useI18n();
  return (seconds) =>
    seconds < 90
      ? t('span.seconds', { n: Math.max(1, Math.ceil(seconds)) })
      : t('span.minutes', { n: Math.ceil(seconds / 60) });
}

/** Says in one sentence of the page's language what the server refused and what to do next. */
export function useProblem(): (error: unknown) => string {
  const { t, te, locale } = useI18n();
  const span = useSpan();
  return (error) => {
    if (error instanceof ServerUnreachable) return t('problem.unreachable');
    if (!(error instanceof ServerProblem)) return t('problem.other', { status: '?' });
    const key = `problem.${error.slug}`;
    const sentence = te(key)
      ? t(key, { time: span(error.retryAfterSeconds ?? 60) })
      : t('problem.other', { status: error.status });
    // Which of the fields is wrong only the server knows; it says so without quoting what was typed.
    const explained =
      error.slug === 'validation-failed' && (locale.value === 'en' || /[\u4e00-\u9fff]/.test(error.message));
    return explained ? `${sentence} ${error.message}` : sentence;
  };
}
