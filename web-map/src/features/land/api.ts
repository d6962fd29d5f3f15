import { ask, ServerProblem } from '../../api/http';
import type { Schemas } from '../../api/model';

/** One code became another. */
export type Descent = Readonly<Schemas['DatedDescent']>;
type CodeHistory = Readonly<Schemas['CodeHistory']>;

/** What a code came from and became; `null` for one that never was in force. */
export async function getCodeHistory(code: string, signal?: AbortSignal): Promise<CodeHistory | null> {
  try {
    return await ask<CodeHistory>('GET', '/api/codes/{code}', { path: { code }, signal });
  } catch (error) {
    if (error instanceof ServerProblem && error.status === 404) return null;
    throw error;
  }
}
