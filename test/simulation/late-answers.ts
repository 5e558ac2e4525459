// Answers that come late, and requests that are carried out late: what every far side of the simulation can do to its caller.
import type { HttpAnswer, HttpRequest } from '../../shared/connectors/http.ts';
import type { Kernel } from './kernel.ts';

/** The caller hears it after so many milliseconds. */
export function later(kernel: Kernel, ms: number, answer: HttpAnswer): Promise<HttpAnswer> {
  return new Promise((resolve) => kernel.after(ms, () => resolve(answer)));
}

/** The caller gives up within five seconds; within a minute the request is carried out. */
export function appliedLate(
  kernel: Kernel,
  { timeoutMs }: Pick<HttpRequest, 'timeoutMs'>,
  send: () => HttpAnswer,
): Promise<HttpAnswer> {
  kernel.after(kernel.random() * 60_000, send);
  return later(kernel, Math.min(timeoutMs, 5_000), { failed: 'timeout' });
}

/** Carried out at once and answered after up to `mostMs`: the caller may have given up by then. */
export function slow(
  kernel: Kernel,
  { timeoutMs }: Pick<HttpRequest, 'timeoutMs'>,
  send: () => HttpAnswer,
  mostMs: number,
): Promise<HttpAnswer> {
  const ms = kernel.random() * mostMs;
  const answer = send();
  return ms > timeoutMs ? later(kernel, timeoutMs, { failed: 'timeout' }) : later(kernel, ms, answer);
}
