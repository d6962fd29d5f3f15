import { ask, newKey } from '../../api/http';
import type { Fixed, Position, Schemas } from '../../api/model';

/** What somebody said about a plan, with its replies. */
export type PlanComment = Fixed<Schemas['Comment']>;
export type CommentList = Fixed<Schemas['CommentList']>;
export type CommentState = PlanComment['state'];

/** Where a comment is pinned: a place, or a grid by its code. */
export interface Pinned {
  readonly place: Fixed<Position> | null;
  readonly grid: string | null;
}

const PATH = '/api/plans/{id}/comments';
const of = (id: number, comment?: number) => ({
  path: { id, ...(comment === undefined ? {} : { comment }) },
});

export const listComments = (id: number, signal?: AbortSignal) =>
  ask<CommentList>('GET', PATH, { ...of(id), signal });

/** @param key the same when it is sent again because its answer was lost */
export const addComment = (id: number, { place, grid }: Pinned, text: string, key: string) =>
  ask<PlanComment>('POST', PATH, { ...of(id), idempotencyKey: key, body: { text, place, grid } });

/** @param key the same when it is sent again because its answer was lost */
export const replyTo = (id: number, comment: number, text: string, key: string) =>
  ask<PlanComment>('POST', `${PATH}/{comment}/replies`, {
    ...of(id, comment),
    idempotencyKey: key,
    body: { text },
  });

export const changeState = (id: number, { id: comment, version }: PlanComment, state: CommentState) =>
  ask<PlanComment>('PUT', `${PATH}/{comment}/state`, {
    ...of(id, comment),
    version,
    idempotencyKey: newKey(),
    body: { state },
  });

export const withdrawComment = (id: number, { id: comment, version }: PlanComment) =>
  ask<undefined>('DELETE', `${PATH}/{comment}`, {
    ...of(id, comment),
    version,
    idempotencyKey: newKey(),
  });

/** Notes that a comment was read with the replies that it has here. */
export const noteRead = (id: number, { id: comment, replies }: PlanComment) =>
  ask<undefined>('PUT', `${PATH}/{comment}/read`, {
    ...of(id, comment),
    idempotencyKey: newKey(),
    body: { entries: 1 + replies.length },
  });
