import { ServerProblem } from '../../../api/http';
import { getPlan, type PlanEvent, planEvents, type PlanState } from '../api';

export interface Hearing {
  readonly change: (event: PlanEvent) => void;
  readonly state: (event: { state: PlanState; version: number }) => void;
  readonly people: (names: readonly string[]) => void;
  /** Something was said about the plan. */
  readonly comments: (revision: number) => void;
  /** The line is there again; what was missed may have to be read. */
  readonly back: () => void;
  /** Nothing is heard for now. */
  readonly lost: () => void;
}

/** Milliseconds after which a line that the browser gave up is tried again. */
const AGAIN = 5000;

/**
 * Listens to what others do in a plan until it is told to stop. The browser reconnects by itself and says which event
 * it had last; where it gives up, because the server refused once, it is tried anew, unless the plan is none of the
 * viewer's any more. A page out of sight holds no line, because a browser has only a few connections for all its windows.
 */
export function listenToPlan(id: number, hearing: Hearing): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let was = false;
  let stopped = false;
  /** Once for each line that broke is enough. */
  let asked = false;

  const parse = <T>(event: Event): T | null => {
    try {
      return JSON.parse((event as MessageEvent<string>).data) as T;
    } catch {
      return null;
    }
  };
  const open = () => {
    if (stopped || document.hidden) return;
    const line = planEvents(id);
    source = line;
    line.addEventListener('open', () => {
      if (was) hearing.back();
      was = true;
      asked = false;
    });
    line.addEventListener('change', (event) => {
      const change = parse<PlanEvent>(event);
      if (change) hearing.change(change);
    });
    line.addEventListener('state', (event) => {
      const state = parse<{ state: PlanState; version: number }>(event);
      if (state) hearing.state(state);
    });
    line.addEventListener('presence', (event) => {
      hearing.people(parse<{ people: { name: string }[] }>(event)?.people.map(({ name }) => name) ?? []);
    });
    line.addEventListener('comments', (event) => {
      const told = parse<{ revision: number }>(event);
      if (told) hearing.comments(told.revision);
    });
    line.addEventListener('error', () => {
      was = true;
      hearing.lost();
      if (line.readyState === EventSource.CLOSED && !stopped)
        timer = setTimeout(() => void again(line), AGAIN);
    });
  };
  const again = async (broken: EventSource) => {
    if (!asked) {
      asked = true;
      try {
        await getPlan(id);
      } catch (error) {
        if (error instanceof ServerProblem && [403, 404].includes(error.status)) return;
      }
    }
    if (source === broken) open();
  };
  const onSight = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    was = true;
    open();
  };
  document.addEventListener('visibilitychange', onSight);
  open();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', onSight);
    clearTimeout(timer);
    source?.close();
  };
}
