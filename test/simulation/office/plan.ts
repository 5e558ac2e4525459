// Plan: the forms of a seed, each with its revisions, its file and perhaps its end. What the books must show follows from it.
import type { SourceRecord } from '../../../shared/core/records.ts';

export interface Saying {
  readonly kind: SourceRecord['kind'];
  readonly id: string;
  readonly revision: number;
  readonly presence: 'live' | 'deleted';
  readonly record: SourceRecord;
}

export interface Form {
  readonly kind: 'invoice' | 'credit_note';
  readonly id: string;
  readonly number: string;
  /** Cents without VAT of the last revision. */
  readonly cents: number;
  readonly ends: boolean;
  readonly hasFile: boolean;
}

export interface Plan {
  readonly forms: readonly Form[];
  readonly sayings: readonly Saying[];
  /** The last word on each record. */
  readonly last: readonly Saying[];
}

export function createPlan(random: () => number, customers: readonly string[]): Plan {
  const count = 4 + Math.floor(random() * 8);
  const plans = Array.from({ length: count }, (_, index) => formPlan(random, customers, index));
  const forms = plans.map(({ form }) => form);
  const sayings = plans.flatMap(({ sayings: said }) => said);
  return { forms, sayings, last: plans.flatMap(({ sayings: said }) => said.slice(-1)) };
}

function formPlan(random: () => number, customers: readonly string[], index: number) {
  const kind = random() < 0.75 ? ('invoice' as const) : ('credit_note' as const);
  const id = `f${index}`;
  const number = `2026-${String(index).padStart(4, '0')}`;
  const customerId = customers[Math.floor(random() * customers.length)] ?? '';
  const revisions = 1 + Math.floor(random() * 3);
  const ends = random() < 0.15;
  const hasFile = random() < 0.6;
  const first = 100 + Math.floor(random() * 100_000);
  const centsAt = (revision: number): number => first + revision * 7;
  const sayings = Array.from({ length: revisions }, (_, at): Saying => {
    const revision = at + 1;
    const isEnd = ends && revision === revisions;
    const form = {
      id,
      number,
      customerId,
      currency: 'EUR',
      date: '2026-11-16',
      status: 'closed',
      lines: [{ description: `r${revision}`, amount: decimal(centsAt(revision)), tax: '2', account: '8200' }],
      pricesIncludeTax: false,
      // The file stays the same through the revisions now and then.
      ...(hasFile
        ? { pdf: { url: `https://files.example/${id}-${random() < 0.5 ? 1 : revision}.pdf` } }
        : {}),
    } as const;
    return {
      kind,
      id,
      revision,
      presence: isEnd ? 'deleted' : 'live',
      record: kind === 'invoice' ? { kind, ...form } : { kind, ...form },
    };
  });
  return { form: { kind, id, number, cents: centsAt(revisions), ends, hasFile }, sayings };
}

function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
