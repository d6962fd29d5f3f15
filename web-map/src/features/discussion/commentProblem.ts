import { useI18n } from 'vue-i18n';
import { ServerProblem } from '../../api/http';
import { usePlanProblem } from '../plan/face';

/** Says what the server refused about a comment, in one sentence of the page's language. */
export function useCommentProblem(): (error: unknown) => string {
  const { t, te } = useI18n();
  const problem = usePlanProblem();
  return (error) =>
    error instanceof ServerProblem && te(`discussion.problem.${error.slug}`)
      ? t(`discussion.problem.${error.slug}`)
      : problem(error);
}
