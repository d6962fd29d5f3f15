import { onScopeDispose, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ServerProblem } from '../../api/http';
import { i18n } from '../../i18n';
import { past } from '../../state/past';
import { useProblem } from '../../ui/problems';
import { events } from './state/events';

interface Named {
  readonly zh: string;
  readonly en: string;
}
const inLanguage = ({ zh, en }: Named) => (i18n.global.locale.value === 'en' ? en : zh);

/** What a category is called; the code itself while the settings are not here. */
export function categoryName(code: string): string {
  const found = events.settings?.categories.find((each) => each.code === code);
  return found ? inLanguage(found) : code;
}

export function departmentName(code: string): string {
  const found = events.settings?.departments.find((each) => each.code === code);
  return found ? inLanguage(found) : code;
}

/** @param category of the event: each goes its own way */
export function stepName(category: string, step: string): string {
  const { categories = [], workflows = [] } = events.settings ?? {};
  const way = categories.find(({ code }) => code === category)?.workflow;
  const found = workflows.find(({ name }) => name === way)?.steps.find(({ id }) => id === step);
  return found ? inLanguage(found) : step;
}

/** What a step is called wherever it occurs: ways of different categories may share its id. */
export function stepNames(step: string): string {
  const { workflows = [] } = events.settings ?? {};
  const found = workflows.flatMap(({ steps }) => steps.filter(({ id }) => id === step).map(inLanguage));
  return [...new Set(found)].join(' / ') || step;
}

const MINUTE = 60_000;

/** How long something takes, as people say it: minutes, hours or days. */
export function spanText(minutes: number): string {
  const { t } = i18n.global;
  const one = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (minutes >= 2880) return t('event.time.days', { n: one(minutes / 1440) });
  if (minutes >= 120) return t('event.time.hours', { n: one(minutes / 60) });
  return t('event.time.minutes', { n: one(minutes) });
}

/**
 * Says how long a deadline is still away, or how long it is over; it goes on by itself.
 *
 * @param fixed the moment at which it is said while the past is shown
 */
export function useTimeLeft(fixed = () => past.value?.moment): (due: string | null) => string {
  const { t } = useI18n();
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), MINUTE / 2);
  onScopeDispose(() => {
    clearInterval(timer);
  });
  return (due) => {
    if (due === null) return t('event.time.none');
    const minutes = Math.round((Date.parse(due) - (fixed() ?? now.value)) / MINUTE);
    const span = Math.abs(minutes);
    const words =
      span >= 2880
        ? t('event.time.days', { n: Math.floor(span / 1440) })
        : span >= 120
          ? t('event.time.hours', { n: Math.floor(span / 60) })
          : t('event.time.minutes', { n: span });
    return t(minutes >= 0 ? 'event.time.left' : 'event.time.over', { span: words });
  };
}

/** Says why the server did not take a report or an action. */
export function useEventProblem(): (error: unknown) => string {
  const { t, te } = useI18n();
  const problem = useProblem();
  return (error) => {
    if (!(error instanceof ServerProblem)) return problem(error);
    const reason = String(error.details['reason'] ?? '');
    if (te(`event.refused.${reason}`)) return t(`event.refused.${reason}`);
    return te(`event.refused.${error.slug}`) ? t(`event.refused.${error.slug}`) : problem(error);
  };
}
