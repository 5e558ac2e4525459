// Problems of a request (RFC 9457): why it was not done, whose turn it is, and whether sending it again can help.
import type { HttpAnswer, HttpRequest } from './http.ts';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly category: 'request' | 'state' | 'connection' | 'outage' | 'internal';
  readonly owner: 'source' | 'operator' | 'ledgerlane';
  readonly retryable: boolean;
}

/** Every answer that is a refusal. docs/api.md has a row for each (tested). */
export const REQUEST_PROBLEMS = {
  malformed: kind(400, 'The body cannot be read', 'request', 'source'),
  bad_query: kind(400, 'A query parameter cannot be used', 'request', 'source'),
  unauthorised: kind(401, 'The credentials are not accepted', 'request', 'source'),
  forbidden: kind(403, 'The role does not allow this', 'request', 'operator'),
  not_found: kind(404, 'There is nothing here for these credentials', 'request', 'source'),
  not_connected: kind(409, 'The connection has no ledger company yet', 'connection', 'operator'),
  disconnected: kind(409, 'The ledger company has to be connected again', 'connection', 'operator'),
  not_entitled: kind(409, 'The company’s package allows no connection', 'connection', 'operator'),
  other_company: kind(409, 'This is another company', 'connection', 'operator'),
  revision_conflict: kind(409, 'This revision is stored with other content', 'state', 'source'),
  not_ready: kind(409, 'The connection cannot go live yet', 'connection', 'operator'),
  too_many_keys: kind(409, 'Two keys are live already', 'state', 'operator'),
  version_conflict: kind(409, 'Another version is in force', 'state', 'operator'),
  reconciliation_running: kind(409, 'A reconciliation is running', 'state', 'operator'),
  nothing_to_retry: kind(409, 'The record needs no retry', 'state', 'operator'),
  customer_not_linked: kind(409, 'The customer is not in the books', 'state', 'operator'),
  order_refused: kind(409, 'The order does not fit the record', 'state', 'operator'),
  in_progress: kind(409, 'The record is being worked on', 'state', 'ledgerlane', 'retryable'),
  inbound_off: kind(409, 'The policy brings nothing back', 'state', 'operator'),
  already_imported: kind(409, 'The first import is done', 'state', 'source'),
  changes_gone: kind(410, 'These changes are not kept any more', 'state', 'source'),
  request_running: kind(409, 'The same request is being worked on', 'state', 'ledgerlane', 'retryable'),
  too_large: kind(413, 'The body is too large', 'request', 'source'),
  invalid: kind(422, 'The content is not valid', 'request', 'source'),
  request_differs: kind(422, 'The key was used for another request', 'request', 'source'),
  internal: kind(500, 'Our own fault', 'internal', 'ledgerlane', 'retryable'),
  not_supported: kind(501, 'Not supported yet', 'request', 'source'),
  unavailable: kind(503, 'Not everything could be stored', 'outage', 'ledgerlane', 'retryable'),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type RequestProblem = keyof typeof REQUEST_PROBLEMS;

/** One thing that is wrong, and where: a JSON pointer into the body (RFC 6901) or the name of a query parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/** What stands in the way of an action on a record, in a sentence, and what has to be done first. */
export interface Obstacle {
  readonly blocker: string;
  readonly next: string;
  /** The action that comes first, where it is one of ours: `POST .../records/{kind}/{id}/{action}`. */
  readonly nextAction?: { readonly action: string; readonly kind: string; readonly id: string } | undefined;
}

function isObstacle(more: readonly FieldError[] | Obstacle): more is Obstacle {
  return 'blocker' in more;
}

/** Seconds after which a refused but retryable request may come again: longer than a throttled table needs. */
const RETRY_AFTER_SECONDS = 5;

/**
 * The refusal of a request. `detail` says what happened and what to do next; never a secret, never personal data. The last is
 * what is wrong with the request, place by place, or what stands in the way of an action.
 */
export function refuse(
  request: HttpRequest,
  code: RequestProblem,
  detail: string,
  errors?: readonly FieldError[] | Obstacle,
): HttpAnswer {
  const { status, title, category, owner, retryable } = REQUEST_PROBLEMS[code];
  const type = `urn:ledgerlane:problem:${code}`;
  const more = errors === undefined || isObstacle(errors) ? errors : { errors };
  const body = {
    type,
    title,
    status,
    code,
    category,
    owner,
    retryable,
    detail,
    ...more,
    request_id: request.id,
  };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryable ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify(body),
  };
}

function kind(
  status: number,
  title: string,
  category: ProblemKind['category'],
  ...[owner, retryable]: readonly [ProblemKind['owner'], 'retryable'?]
): ProblemKind {
  return { status, title, category, owner, retryable: retryable !== undefined };
}
