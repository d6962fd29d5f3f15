import { useI18n } from 'vue-i18n';
import type { RuleResult } from './api';

/** Writes the figures of a rule on one line; names that the page does not know are left out. */
export function useFigures(): (rule: RuleResult) => string {
  const { t, te } = useI18n();
  return ({ key: rule, figures }) =>
    Object.entries(figures)
      .flatMap(([name, value]) => {
        // What is a measure in one rule is a limit in another.
        const key = [`publication.figure.${rule}.${name}`, `publication.figure.all.${name}`].find((each) =>
          te(each),
        );
        return key === undefined ? [] : [t(key, { n: figure(value) })];
      })
      .join(' · ');
}

function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 });
}
