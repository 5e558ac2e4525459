// Source events: what a product says of a record at a revision, in the words of its events.
import type { SourceState } from '../../shared/core/records.ts';
import { HOME, wordOf } from './marks.ts';
import type { Saying, SourceRecordPlan } from './source-plan.ts';

export interface Moment {
  readonly revision: number;
  readonly presence: SourceState['presence'];
  readonly last: boolean;
  readonly other: boolean;
  readonly atMs: number;
  /** Fields as the product took them over from the ledger. */
  readonly taken?: Readonly<Record<string, string>> | undefined;
}

export function sayingOf(record: SourceRecordPlan, moment: Moment): Saying {
  const { revision, presence, last, other, atMs, taken } = moment;
  const { key } = record;
  const word = wordOf(revision, other);
  const type = presence === 'live' ? 'upserted' : presence;
  const data =
    presence === 'live'
      ? { ...liveData(record, { revision, word, last }), ...taken }
      : { id: key.id, revision };
  const event = {
    specversion: '1.0',
    id: `${record.name}@${word}`.replaceAll(/[^\w.@-]/g, '_'),
    source: 'simulation',
    type: `${key.kind.replace('_', '')}.${type}`,
    data,
  };
  return { key, revision, word, presence, event, atMs };
}

interface Words {
  readonly revision: number;
  readonly word: string;
  readonly last: boolean;
}

const DATE = '2026-11-10';

function liveData(record: SourceRecordPlan, { revision, word, last }: Words): object {
  const { key, name, currency, refs, traits = {} } = record;
  const { id } = key;
  const number = `${key.connection}-${id}`;
  const cents = record.cents(revision);
  const amount = decimal(cents);
  const date = traits.date ?? DATE;
  switch (key.kind) {
    case 'customer': {
      const parentId = refs[0] === undefined ? undefined : idOf(refs[0]);
      return {
        id,
        revision,
        name: `Guest ${number}`,
        phone: word,
        email: traits.email,
        currency: HOME,
        parentId,
      };
    }
    case 'supplier':
      return { id, revision, name: `Supplier ${number}`, phone: word, email: traits.email, currency: HOME };
    case 'item':
      return { id, revision, name: `Item ${number}`, description: word };
    case 'invoice':
    case 'credit_note': {
      // The last revision closes what is open: with that policy nothing may be booked before.
      const status = last || revision % 2 === 1 ? 'closed' : traits.isDraft === true ? 'draft' : 'open';
      const itemId = refs[1] === undefined ? undefined : idOf(refs[1]);
      const { account, tax, revenueGroup } = traits;
      const line = { itemId, description: 'stay', amount, account, tax, revenueGroup };
      const own =
        key.kind === 'invoice'
          ? { dueDate: traits.dueDate }
          : { creditedInvoiceId: traits.credited === undefined ? undefined : idOf(traits.credited) };
      return {
        id,
        revision,
        number,
        customerId: idOf(refs[0]),
        currency,
        exchangeRate: currency === HOME ? undefined : '0.9',
        date,
        status,
        documentType: traits.documentType,
        lines: [line],
        pricesIncludeTax: tax === undefined ? undefined : true,
        total: traits.totalOff === undefined ? undefined : decimal(cents + traits.totalOff),
        memo: `${name} ${word}`,
        ...own,
      };
    }
    case 'payment':
      return {
        id,
        revision,
        customerId: idOf(refs[0]),
        currency,
        exchangeRate: currency === HOME ? undefined : '0.9',
        date,
        amount,
        method: traits.method,
        reference: number,
        allocations: [...record.pays(revision)].map(([invoice, part]) => ({
          invoiceId: idOf(invoice),
          amount: decimal(part),
        })),
        manual: traits.manual,
        sync: traits.sync,
        deposit: traits.deposit,
        transferOf: traits.transferOf === undefined ? undefined : idOf(traits.transferOf),
        memo: `${name} ${word}`,
      };
    case 'refund':
      return {
        id,
        revision,
        customerId: idOf(refs[0]),
        currency,
        exchangeRate: currency === HOME ? undefined : '0.9',
        date,
        amount,
        method: traits.method,
        paymentId: refs[1] === undefined ? undefined : idOf(refs[1]),
        reference: number,
        memo: `${name} ${word}`,
      };
    case 'attachment':
    case 'cost_centre':
      return { id, revision };
  }
}

/** Cents as a decimal text. */
export function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** The id in a record's name. */
export function idOf(name: string | undefined): string {
  return name?.split('#')[1] ?? '';
}
