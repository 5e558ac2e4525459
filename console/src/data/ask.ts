// The one way to the API: the typed client with the token from memory; a refusal is an error that carries the problem.
import { createApi, type Shape } from '../api/client.ts';
import { keepToken, token } from '../session/token.ts';

export const api = createApi(token);

/** What the API says when it refuses (RFC 9457). */
export type Refusal = Pick<Shape<'RequestProblem'>, 'status' | 'detail'> & Partial<Shape<'RequestProblem'>>;

export class ApiError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer; throws an {@link ApiError} if it is a refusal. */
export async function must<T>(asked: Promise<Answered<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await asked;
  // The session is over: the next look at the page signs in anew.
  if (response.status === 401) keepToken(undefined);
  if (!response.ok || data === undefined || data === null)
    throw new ApiError(refusalOf(response.status, error));
  return data;
}

/** A file that the browser keeps: CSV, PDF. */
export async function askFile(path: string): Promise<Blob> {
  const response = await fetch(`/api${path}`, { headers: { authorization: `Bearer ${token() ?? ''}` } });
  if (response.ok) return await response.blob();
  const read: (text: string) => unknown = JSON.parse;
  throw new ApiError(refusalOf(response.status, read(await response.text())));
}

function refusalOf(status: number, said: unknown): Refusal {
  if (isRefusal(said)) return { ...said, status };
  return { status, detail: `The service answered ${status}.` };
}

/** A gateway in between may answer something else. */
function isRefusal(said: unknown): said is Refusal {
  return typeof said === 'object' && said !== null && 'detail' in said && typeof said.detail === 'string';
}

/** What a person is told of anything that went wrong. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError) {
    const { detail, errors = [] } = error.refusal;
    const places = errors.map((each) => `${each.pointer} ${each.detail}`);
    return [detail, ...places.slice(0, PLACES_MAX)].join(' ');
  }
  return error instanceof Error ? error.message : String(error);
}

/** More places are read better where they are marked. */
const PLACES_MAX = 5;

/** A route that the API does not describe yet. */
export async function plain<T>(path: string): Promise<T> {
  const response = await fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${token() ?? ''}` } });
  const content = await response.text();
  const read: (text: string) => T = JSON.parse;
  if (!response.ok) throw new ApiError(refusalOf(response.status, read(content)));
  return read(content);
}
