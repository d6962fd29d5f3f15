/** Methods that change something; the server wants the token of the session with them. */
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The server answered with a refusal. */
export class ServerProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The slug of the problem's type, such as `edit-conflict`; empty where the answer was no problem. */
    readonly slug = '',
    /** Seconds after which another attempt may succeed. */
    readonly retryAfterSeconds: number | null = null,
    /** Everything that the problem says besides, such as the places of a refusal. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ServerProblem';
  }
}

/** The server did not answer at all. */
export class ServerUnreachable extends Error {
  constructor(cause: unknown) {
    super('the server does not answer', { cause });
    this.name = 'ServerUnreachable';
  }
}

/** Whether an error only says that the caller lost interest. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

let csrfToken = '';
let onSignedOut: (() => void) | null = null;
let lastSent = 0;
let idleSeconds: (() => number) | null = null;

/** The token that unsafe requests carry from now on; an empty one for none. */
export function carryCsrfToken(token: string): void {
  csrfToken = token;
}

/** Says whom to tell when the server no longer knows who asks. */
export function whenSignedOut(told: () => void): void {
  onSignedOut = told;
}

/**
 * Says for how long nobody has been at the page, or that nobody watches for it. Each request tells the server: the session
 * lives by its holder and not by what the page asks for by itself.
 */
export function tellIdleness(seconds: (() => number) | null): void {
  idleSeconds = seconds;
}

/** What a request says of the holder of the session. */
const idleHeader = (): [string, string][] =>
  idleSeconds ? [['Idle-Seconds', String(Math.max(0, Math.floor(idleSeconds())))]] : [];

/** When the last request left, in milliseconds since 1970: with it the server heard how long nobody was here. */
export function lastRequestAt(): number {
  return lastSent;
}

/**
 * Sends a request with the cookie of the session. A failed connection is told apart from a request that its caller
 * aborted.
 *
 * @throws ServerUnreachable when nobody answers
 */
export async function send(request: Request): Promise<Response> {
  if (UNSAFE.has(request.method) && csrfToken !== '') request.headers.set('X-CSRF-Token', csrfToken);
  for (const [name, value] of idleHeader()) request.headers.set(name, value);
  lastSent = Date.now();
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ServerUnreachable(error);
  }
  if (response.status === 502 || response.status === 504) throw new ServerUnreachable(response.status);
  if (response.status === 401 && !isSignIn(request)) onSignedOut?.();
  return response;
}

/** A wrong password is an answer to the one who types it, not the end of a session. */
function isSignIn(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return request.method === 'POST' && /\/api\/(session(\/|$)|invitation$)/.test(pathname);
}

/** The problem that an answer tells of; reads its body. */
export async function problemOf(response: Response): Promise<ServerProblem> {
  let problem: { type?: string; title?: string; detail?: string } = {};
  if (response.headers.get('content-type')?.includes('json')) {
    problem = await response.json().then(
      (body: unknown) => (typeof body === 'object' && body !== null ? body : {}),
      () => ({}),
    );
  }
  return describeProblem(response.status, response.statusText, response.headers.get('retry-after'), problem);
}

/** Puts together what is known of a refusal. */
export function describeProblem(
  status: number,
  statusText: string,
  retryAfter: string | null,
  problem: { type?: string; title?: string; detail?: string },
): ServerProblem {
  const seconds = retryAfter !== null && /^\d{1,9}$/.test(retryAfter.trim()) ? Number(retryAfter) : null;
  return new ServerProblem(
    status,
    problem.detail ?? problem.title ?? statusText,
    /\/problems\/([\w-]+)$/.exec(problem.type ?? '')?.[1] ?? '',
    seconds,
    { ...problem },
  );
}

export interface Asking {
  /** What stands in the braces of the path. */
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** The version that is to be changed; without one the server takes the change as it comes or asks for it. */
  readonly version?: number | string;
  /** Says that two requests are one, so that asking again after a lost answer changes nothing twice. */
  readonly idempotencyKey?: string;
  /** Later versions that the caller made himself before he asked for this; they are no conflict. */
  readonly ownVersions?: readonly number[];
  readonly signal?: AbortSignal | undefined;
}

/** The address of a path of the server, wherever it is mounted. */
export function addressOf(template: string, { path, query }: Asking = {}): URL {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path?.[name] ?? '')),
  );
  const url = new URL(filled.replace(/^\//, ''), document.baseURI);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value));
  }
  url.hash = '';
  return url;
}

/**
 * Asks the server for JSON. An empty answer gives `undefined`.
 *
 * @throws ServerProblem for a refusal
 */
export async function ask<T>(method: string, template: string, asking: Asking = {}): Promise<T> {
  const headers = new Headers({ Accept: 'application/json' });
  if (asking.body !== undefined) headers.set('Content-Type', 'application/json');
  if (asking.version !== undefined) headers.set('If-Match', `"${String(asking.version)}"`);
  if (asking.idempotencyKey !== undefined) headers.set('Idempotency-Key', asking.idempotencyKey);
  if (asking.ownVersions?.length) headers.set('Own-Versions', asking.ownVersions.join(','));
  const response = await send(
    new Request(addressOf(template, asking), {
      method,
      headers,
      credentials: 'same-origin',
      ...(asking.body === undefined ? {} : { body: JSON.stringify(asking.body) }),
      ...(asking.signal ? { signal: asking.signal } : {}),
    }),
  );
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/**
 * Sends bytes and tells how far they are, which `fetch` cannot.
 *
 * @param onProgress hears a share from 0 to 1
 */
export function upload<T>(
  template: string,
  asking: Omit<Asking, 'body' | 'signal'>,
  bytes: Blob,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(template, asking));
    request.setRequestHeader('Content-Type', bytes.type || 'application/octet-stream');
    for (const [name, value] of idleHeader()) request.setRequestHeader(name, value);
    if (csrfToken !== '') request.setRequestHeader('X-CSRF-Token', csrfToken);
    if (asking.version !== undefined) request.setRequestHeader('If-Match', `"${String(asking.version)}"`);
    if (asking.idempotencyKey !== undefined)
      request.setRequestHeader('Idempotency-Key', asking.idempotencyKey);
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    });
    request.addEventListener('error', () => {
      reject(new ServerUnreachable('upload'));
    });
    request.addEventListener('abort', () => {
      reject(new DOMException('no longer wanted', 'AbortError'));
    });
    request.addEventListener('load', () => {
      let body: unknown;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = undefined;
      }
      if (request.status === 401) onSignedOut?.();
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else {
        const problem = (typeof body === 'object' && body !== null ? body : {}) as { type?: string };
        reject(
          describeProblem(
            request.status,
            request.statusText,
            request.getResponseHeader('retry-after'),
            problem,
          ),
        );
      }
    });
    signal.addEventListener('abort', () => {
      request.abort();
    });
    lastSent = Date.now();
    request.send(bytes);
  });
}

/** A key for one write. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
