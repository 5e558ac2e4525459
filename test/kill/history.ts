// The outside history: what the product tried and what it heard, appended to a file before anything is judged by it.
import { appendFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const EVENT = z.object({
  id: z.string(),
  kind: z.enum(['customer', 'item', 'invoice', 'payment']),
  record: z.string(),
  revision: z.number(),
  presence: z.enum(['live', 'voided', 'deleted']),
  /** What the books must show for it when it is live, in cents; 0 for a customer. */
  cents: z.number(),
  /** What a customer or an item says in this revision: its phone, its description. */
  word: z.string().optional(),
  /** Of an invoice and of a payment. */
  customer: z.string().optional(),
  /** The invoice that a payment pays. */
  pays: z.string().optional(),
});

const LINE = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('invoke'),
    at: z.number(),
    attempt: z.number(),
    company: z.number(),
    events: z.array(EVENT),
  }),
  /** Answered 202: from here on every event of the request is a promise. */
  z.object({ op: z.literal('ok'), at: z.number(), attempt: z.number(), results: z.array(z.string()) }),
  /** Refused: certainly nothing was promised. */
  z.object({ op: z.literal('fail'), at: z.number(), attempt: z.number(), status: z.number() }),
  /** 5xx, or no answer: anything may have happened. */
  z.object({ op: z.literal('unknown'), at: z.number(), attempt: z.number(), why: z.string() }),
]);

/** An event in the product's own words. */
export type Told = z.infer<typeof EVENT>;
export type Line = z.infer<typeof LINE>;

export interface History {
  /** Notes that a request is about to be sent; answers its number. */
  readonly invoke: (company: number, events: readonly Told[]) => number;
  readonly ok: (attempt: number, results: readonly string[]) => void;
  readonly fail: (attempt: number, status: number) => void;
  readonly unknown: (attempt: number, why: string) => void;
}

/** Appends to a file; each line is with the kernel before the call returns, and outlives whoever is killed. */
export function openHistory(file: string): History {
  const began = performance.now();
  let attempts = 0;
  const append = (line: Line): void => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const at = (): number => Math.round(performance.now() - began);
  return {
    invoke: (company, events) => {
      attempts += 1;
      append({ op: 'invoke', at: at(), attempt: attempts, company, events: [...events] });
      return attempts;
    },
    ok: (attempt, results) => append({ op: 'ok', at: at(), attempt, results: [...results] }),
    fail: (attempt, status) => append({ op: 'fail', at: at(), attempt, status }),
    unknown: (attempt, why) => append({ op: 'unknown', at: at(), attempt, why }),
  };
}

export function readHistory(file: string): readonly Line[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => LINE.parse(JSON.parse(line)));
}

/** What was promised to a company: of each record the newest revision that was answered 202, and all it ever told. */
export interface Promised {
  readonly company: number;
  readonly newest: Told;
  readonly revisions: number;
  /** A newer revision whose answer was never heard: the books may show that one as well. */
  readonly maybe?: Told | undefined;
}

export function promisedIn(history: readonly Line[]): readonly Promised[] {
  const answered = new Set(history.flatMap((line) => (line.op === 'ok' ? [line.attempt] : [])));
  const told = history.flatMap((line) =>
    line.op === 'invoke'
      ? line.events.map((event) => ({ event, company: line.company, acked: answered.has(line.attempt) }))
      : [],
  );
  const byRecord = Map.groupBy(told, ({ event, company }) => `${company} ${event.kind} ${event.record}`);
  return [...byRecord.values()].flatMap((all) => {
    const newestOf = (some: typeof all) => some.toSorted((a, b) => b.event.revision - a.event.revision)[0];
    const newest = newestOf(all.filter(({ acked }) => acked));
    if (newest === undefined) return [];
    const last = newestOf(all)?.event;
    const revisions = new Set(all.map(({ event }) => event.revision)).size;
    const maybe = last !== undefined && last.revision > newest.event.revision ? last : undefined;
    return [{ company: newest.company, newest: newest.event, revisions, maybe }];
  });
}
