import { useI18n } from 'vue-i18n';
import type { RuleResult } from '../../api/decisions';

/** Writes the figures of a rule on one line; names that the page does not know are left out. */
export function useFigures(): (rule: RuleResult) => string {
  const { t, te } = useI18n();
  return ({ figures }) =>
    Object.entries(figures)
      .filter(([key, value]) => te(`plan.figure.${key}`) && value !== null && value !== '')
      .map(([key, value]) => `${t(`plan.figure.${key}`)} ${figure(value)}`)
      .join(' · ');
}

function figure(value: unknown): string {
  return typeof value === 'number'
    ? value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 })
    : String(value);
}
