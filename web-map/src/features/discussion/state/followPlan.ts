import { watch } from 'vue';
import { plan, type PlanSummary } from '../../plan/face';
import { closeDiscussion, discussion, openCount, readDiscussion } from './discussion';

/** Reads what is said about the open plan, and again when somebody says more. Returns what ends it. */
export function followPlan(): () => void {
  const stop = watch(
    () => [plan.state === 'ready' ? plan.id : null, plan.commentsRevision, plan.summary?.state] as const,
    ([id, revision, state], [before, , stateBefore]) => {
      if (id === null) closeDiscussion();
      else if (id !== before || state !== stateBefore || revision !== discussion.revision)
        void readDiscussion(id);
    },
  );
  return () => {
    stop();
    closeDiscussion();
  };
}

/** How many comments on a plan are open, as far as it is known here. */
export function openCommentsOf({ id, openComments }: PlanSummary): number {
  return discussion.plan === id && discussion.state === 'ready' ? openCount() : openComments;
}
