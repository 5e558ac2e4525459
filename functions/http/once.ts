// Once: a POST that comes again under the same Idempotency-Key is answered as before, and done no second time.
import { createHash } from 'node:crypto';
import type { Host } from '../../shared/host/host.ts';
import type { KeptRequest } from '../../shared/storage/request-port.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { refuse } from './problem.ts';

/** How long an answer is kept: whoever has not heard it within a day asks what became of the thing itself. */
const KEPT_MS = 86_400_000;
/** Longer than the function may work on a request (infra/timeouts.ts); from then on it counts as given up. */
const BUSY_MS = 60_000;
/** A row holds 400 KB, and sealing makes a text longer by a third. */
const ANSWER_MAX = 200_000;
/** Visible ASCII, as most senders make them: a UUID. */
const KEY_FORM = /^[\x21-\x7e]{1,255}$/;

/** Runs a request, or answers what it was answered before. `caller` owns the key: two of them may use the same one. */
export async function once(
  host: Host,
  request: HttpRequest,
  caller: string,
  run: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const sent = request.headers['idempotency-key'];
  if (sent === undefined || !request.route.startsWith('POST ')) return run();
  if (!KEY_FORM.test(sent))
    return refuse(
      request,
      'malformed',
      'Idempotency-Key must be 1 to 255 visible ASCII characters, for example a UUID.',
    );
  const key = digest(`${caller}\n${sent}`);
  const asked = askedBy(request);
  const known = await host.requests.find(key);
  const now = host.clock.now();
  if (known !== undefined && known.keptUntil > now) {
    if (known.asked !== asked) return differs(request);
    if (known.answer !== undefined) return again(known.answer);
    if (known.busyUntil > now) return running(request);
  }
  const claim = {
    key,
    version: known?.version ?? 0,
    asked,
    busyUntil: now + BUSY_MS,
    keptUntil: now + KEPT_MS,
  };
  // Another one was faster: what it answers, this one hears when it asks again.
  if ((await host.requests.save(claim)) === 'conflict') return running(request);
  return runClaimed(host, { ...claim, version: claim.version + 1 }, run);
}

async function runClaimed(
  host: Host,
  claim: KeptRequest,
  run: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  // Whoever sends it again after a failure has it done anew.
  const giveUp = () => host.requests.save({ ...claim, busyUntil: 0 });
  let answer: HttpAnswer;
  try {
    answer = await run();
  } catch (error) {
    await giveUp();
    throw error;
  }
  const { status, headers, body } = answer;
  if (isFinal(answer)) await host.requests.save({ ...claim, answer: { status, headers, body } });
  else await giveUp();
  return answer;
}

/** Not an answer that would be another one a moment later, nor one that cannot be kept as it is. */
function isFinal({ status, headers, body, cookies, binary }: HttpAnswer): boolean {
  const isPlain = cookies === undefined && binary !== true && body.length <= ANSWER_MAX;
  return status < 500 && headers['retry-after'] === undefined && isPlain;
}

function again({ status, headers, body }: NonNullable<KeptRequest['answer']>): HttpAnswer {
  return { status, headers: { ...headers, 'idempotency-replayed': 'true' }, body };
}

function differs(request: HttpRequest): HttpAnswer {
  const detail = 'This Idempotency-Key came with another request before; use a new one for each request.';
  return refuse(request, 'request_differs', detail);
}

function running(request: HttpRequest): HttpAnswer {
  const detail = 'The request with this Idempotency-Key is being worked on; ask again for its answer.';
  return refuse(request, 'request_running', detail);
}

/** All that makes it what it is: where it goes, what it says. */
function askedBy({ route, path, rawQuery, body }: HttpRequest): string {
  const where = JSON.stringify([route, Object.entries(path).sort(), rawQuery]);
  return digest(where, body);
}

function digest(text: string, bytes?: Uint8Array): string {
  return createHash('sha256')
    .update(text)
    .update(bytes ?? '')
    .digest('hex');
}
