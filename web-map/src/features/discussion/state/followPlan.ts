import { watch } from 'vue';
import { plan, type PlanSummary } from '../../plan/face';
import { isGone } from './places';
import { closeDiscussion, discussion, openCount, readDiscussion } from './discussion';

/** Reads what is said about the open plan, and again when somebody says more. Returns what ends it. */
export function followPlan(): () => void {
  const stops = [
    watch(
      () => [plan.state === 'ready' ? plan.id : null, plan.commentsRevision, plan.summary?.state] as const,
      ([id, revision, state], before) => {
        if (id === null) closeDiscussion();
        else if (id !== before?.[0] || state !== before[2] || revision !== discussion.revision)
          void readDiscussion(id);
      },
      { immediate: true },
    ),
    // A grid has gone since they were read: what lies there now is told by the server.
    watch(
      () => (discussion.items.some((each) => isGone(each) && !each.gridGone) ? plan.version : null),
      (version) => {
        if (version !== null && plan.id !== null) void readDiscussion(plan.id);
      },
    ),
  ];
  return () => {
    for (const stop of stops) stop();
    closeDiscussion();
  };
}

/** How many comments on a plan are open, as far as it is known here. */
export function openCommentsOf({ id, openComments }: PlanSummary): number {
  return discussion.plan === id && discussion.state === 'ready' ? openCount() : openComments;
}
