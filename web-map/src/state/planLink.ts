import { type PlanEvent, planEvents, type PlanState } from '../api/plans';

export interface Hearing {
  readonly change: (event: PlanEvent) => void;
  readonly state: (event: { state: PlanState; version: number }) => void;
  readonly people: (names: readonly string[]) => void;
  /** The line is there again; what was missed may have to be read. */
  readonly back: () => void;
  readonly lost: () => void;
}

/** Milliseconds after which a line that the browser gave up is tried again. */
const AGAIN = 5000;

/**
 * Listens to what others do in a plan until it is told to stop. The browser reconnects by itself and says which event
 * it had last; where it gives up, because the server refused once, it is tried anew.
 */
export function listenToPlan(id: number, hearing: Hearing): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let was = false;
  let stopped = false;

  const parse = <T>(event: Event): T | null => {
    try {
      return JSON.parse((event as MessageEvent<string>).data) as T;
    } catch {
      return null;
    }
  };
  const open = () => {
    const line = planEvents(id);
    source = line;
    line.addEventListener('open', () => {
      if (was) hearing.back();
      was = true;
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
    line.addEventListener('error', () => {
      hearing.lost();
      if (line.readyState !== EventSource.CLOSED || stopped) return;
      was = true;
      timer = setTimeout(open, AGAIN);
    });
  };
  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
  };
}
