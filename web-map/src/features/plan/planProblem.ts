import { useI18n } from 'vue-i18n';
import { ServerProblem } from '../../api/http';
import { dayOf } from '../../i18n/figures';
import { useProblem } from '../../ui/problems';

const listOf = (publications: { name: string; from: string }[]) =>
  publications.map(({ name, from }) => `${name} ${dayOf(new Date(from))}`).join('、');

/** Says what the server refused about a plan, in one sentence of the page's language. */
export function usePlanProblem(): (error: unknown) => string {
  const { t, te } = useI18n();
  const problem = useProblem();
  return (error) => {
    if (error instanceof ServerProblem && error.details['tooEarly'] === true)
      return t('plan.problem.too-early');
    if (error instanceof ServerProblem && Array.isArray(error.details['callOffFirst']))
      return t('plan.problem.call-off-first', { areas: listOf(error.details['callOffFirst']) });
    if (error instanceof ServerProblem && te(`plan.problem.${error.slug}`))
      return t(`plan.problem.${error.slug}`);
    return problem(error);
  };
}
