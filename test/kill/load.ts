// The products under fire: they post what the hotels say, and again until they hear 202, and write down what they heard.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { chanceOf } from '../e2e/support/deal.ts';
import { CONNECTIONS } from './companies.ts';
import type { History } from './history.ts';
import type { Saying } from './hotel.ts';

export interface Address {
  readonly url: string;
  readonly apiKey: string;
}

export interface LoadOptions {
  readonly address: Address;
  readonly sayings: readonly Saying[];
  readonly history: History;
  readonly seed: number;
  /** Events a second; absent: as fast as they are taken. */
  readonly rate?: number | undefined;
  /** When it says so, nothing new is begun; what was begun is sent until it is acknowledged. */
  readonly isOver: () => boolean;
}

export interface Load {
  readonly acknowledged: () => number;
  readonly attempts: () => number;
  /** Resolves when everything begun was acknowledged; rejects when a request is refused for what is in it. */
  readonly done: Promise<void>;
}

const SENDERS = 4;
const EVENTS_PER_REQUEST = 6;
/** What a product waits for an answer, and before it tries again. */
const PATIENCE_MS = 12_000;
const AGAIN_MS = 150;

const RESULTS = z.object({ results: z.array(z.object({ status: z.string() })) });
/** The API's words for "we have it"; anything else would be a mistake of this test. */
const TAKEN = ['accepted', 'duplicate', 'stale'];

export function startLoad(options: LoadOptions): Load {
  const { sayings, rate, isOver, seed } = options;
  const chance = chanceOf(seed + 1);
  const began = performance.now();
  const counts = { next: 0, acknowledged: 0, attempts: 0 };
  /** The next few events of one company that stand together. */
  const take = (): readonly Saying[] => {
    const size = 1 + Math.floor(chance() * EVENTS_PER_REQUEST);
    const company = sayings[counts.next]?.company;
    const taken: Saying[] = [];
    for (let next = sayings[counts.next]; next !== undefined; next = sayings[counts.next]) {
      if (next.company !== company || taken.length >= size) break;
      taken.push(next);
      counts.next += 1;
    }
    return taken;
  };
  const sender = async (): Promise<void> => {
    while (counts.next < sayings.length && !isOver()) {
      const dueAt = rate === undefined ? began : began + (counts.next / rate) * 1_000;
      const wait = dueAt - performance.now();
      // The pace of the load, not a wait for anything.
      if (wait > 0) await pause(Math.min(wait, 250));
      if (wait > 250) continue;
      const request = take();
      counts.attempts += await sendUntilTaken(options, request);
      counts.acknowledged += request.length;
    }
  };
  return {
    acknowledged: () => counts.acknowledged,
    attempts: () => counts.attempts,
    done: Promise.all(Array.from({ length: SENDERS }, sender)).then(() => undefined),
  };
}

async function sendUntilTaken(
  { address, history }: LoadOptions,
  request: readonly Saying[],
): Promise<number> {
  const company = request[0]?.company ?? 0;
  const body = JSON.stringify(request.map(({ event }) => event));
  for (let tries = 1; ; tries += 1) {
    const attempt = history.invoke(
      company,
      request.map(({ told }) => told),
    );
    const outcome = await post(address, company, body);
    switch (outcome.type) {
      case 'ok':
        history.ok(attempt, outcome.results);
        return tries;
      case 'unknown':
        history.unknown(attempt, outcome.why);
        break;
      case 'fail':
        history.fail(attempt, outcome.status);
        throw new Error(`Events were refused with ${outcome.status}: ${outcome.text.slice(0, 500)}`);
    }
    await pause(AGAIN_MS);
  }
}

type Outcome =
  | { readonly type: 'ok'; readonly results: readonly string[] }
  | { readonly type: 'unknown'; readonly why: string }
  | { readonly type: 'fail'; readonly status: number; readonly text: string };

async function post({ url, apiKey }: Address, company: number, body: string): Promise<Outcome> {
  let answer: { readonly status: number; readonly text: string };
  try {
    const response = await fetch(`${url}/v1/connections/${CONNECTIONS[company]}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    answer = { status: response.status, text: await response.text() };
  } catch (error) {
    return { type: 'unknown', why: error instanceof Error ? error.message : String(error) };
  }
  const { status, text } = answer;
  if (status >= 500) return { type: 'unknown', why: String(status) };
  if (status !== 202) return { type: 'fail', status, text };
  const results = RESULTS.parse(JSON.parse(text)).results.map((result) => result.status);
  if (!results.every((result) => TAKEN.includes(result))) return { type: 'fail', status, text };
  return { type: 'ok', results };
}
