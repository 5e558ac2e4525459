// Contradictions: settings of a policy that cannot both be meant, each with the sentence that says why.
import type { Filter, Policy, Schedule } from './policy.ts';

/** Two settings that exclude each other, at the path of the one that is easier to change. */
export interface Contradiction {
  readonly path: readonly string[];
  readonly message: string;
}

/** Everything in a policy that contradicts itself, whatever company it is for. */
export function contradictionsIn(policy: Policy): readonly Contradiction[] {
  return CONTRADICTIONS.filter(({ holds }) => holds(policy)).map(({ path, message }) => ({
    path: path.split('.'),
    message,
  }));
}

interface Rule {
  readonly path: string;
  readonly holds: (policy: Policy) => boolean;
  readonly message: string;
}

const CONTRADICTIONS: readonly Rule[] = [
  {
    path: 'customers.onMissing',
    holds: ({ customers }) => customers.direction === 'link_only' && customers.onMissing === 'create',
    message: 'is create, but customers.direction is link_only, which writes no customer: say require_linked',
  },
  {
    path: 'customers.onMissing',
    holds: ({ customers }) => customers.direction === 'to_source' && customers.onMissing === 'create',
    message: 'is create, but customers.direction is to_source, which writes no customer: say require_linked',
  },
  {
    path: 'customers.createIn',
    holds: ({ customers }) => customers.createIn === 'ledger' && customers.onMissing === 'create',
    message:
      'is ledger, but customers.onMissing creates them there for the source: say source, or require_linked',
  },
  {
    path: 'customers.onUpdate',
    holds: ({ customers }) => customers.onUpdate === 'merge' && customers.direction !== 'both',
    message: 'is merge, which needs changes of both sides: say customers.direction both, or overwrite',
  },
  {
    path: 'tax.default',
    holds: ({ tax }) => tax.mode === 'mirrored' && tax.default !== undefined,
    message: 'is a guess, and tax.mode is mirrored: a code that the ledger does not have cannot be booked',
  },
  {
    path: 'customers.nameTemplate',
    holds: ({ customers }) => customers.perCurrency && !customers.nameTemplate.includes('{currency}'),
    message:
      'must contain {currency}: with customers.perCurrency one customer stands in the ledger once for each',
  },
  {
    path: 'invoices.onRemoteEdit',
    holds: ({ invoices }) => invoices.onRemoteEdit !== 'ignore' && invoices.inbound === 'none',
    message: 'brings edits back, but invoices.inbound is none: say edits_of_owned there, or ignore here',
  },
  {
    path: 'invoices.startNumber',
    holds: ({ invoices }) => invoices.startNumber !== undefined && invoices.numbering === 'ledger',
    message: 'is a number of the source, but invoices.numbering lets the ledger count: leave it out',
  },
  {
    path: 'preflight.customNumbers',
    holds: ({ invoices, preflight }) =>
      invoices.numbering === 'source' && preflight.customNumbers === 'require_off',
    message: 'is require_off, but invoices.numbering gives the documents numbers of the source',
  },
  {
    path: 'preflight.customNumbers',
    holds: ({ invoices, preflight }) =>
      invoices.numbering === 'ledger' && preflight.customNumbers === 'require_on',
    message:
      'is require_on, but invoices.numbering lets the ledger count, which it does only with the switch off',
  },
  {
    path: 'creditNotes.autoLink',
    holds: ({ creditNotes }) => creditNotes.mode === 'none' && creditNotes.autoLink !== 'never',
    message: 'applies credit notes, but creditNotes.mode is none: say never',
  },
  {
    path: 'ends.linkedPayments',
    holds: ({ ends }) => ends.linkedPayments === 'void' && ends.invoice === 'ignore',
    message: 'is void, but ends.invoice leaves the invoice itself as it is: say ignore',
  },
  {
    path: 'schedule.outbound.window',
    holds: ({ schedule }) => endsFirst(schedule.outbound),
    message: 'ends before it begins: a window lies within one day',
  },
  {
    path: 'schedule.inbound.window',
    holds: ({ schedule }) => endsFirst(schedule.inbound),
    message: 'ends before it begins: a window lies within one day',
  },
  {
    path: 'schedule.inbound',
    holds: ({ schedule, invoices, payments, customers }) =>
      schedule.inbound.mode !== 'event' &&
      (invoices.inbound === 'all' || payments.direction === 'both' || customers.createIn === 'both'),
    message: 'must be event: what is born in the ledger is told when it is seen, and not kept for later',
  },
  {
    path: 'invoices.filters',
    holds: ({ invoices }) => invoices.filters.some((filter) => !isComplete(filter)),
    message:
      'has a filter without what it compares with: one value for at_least and at_most, some for one_of and none_of',
  },
  {
    path: 'payments.withoutInvoice',
    holds: ({ items, payments }) =>
      payments.withoutInvoice === 'paid_invoice' && items.defaultItem === undefined,
    message: 'is paid_invoice, whose one line needs items.defaultItem',
  },
  {
    path: 'payments.excludeOrigins',
    holds: ({ payments }) =>
      payments.withoutInvoice === 'paid_invoice' && !payments.excludeOrigins.includes('invoice'),
    message: 'must contain invoice: what pays an invoice would be invoiced a second time (HUB-43)',
  },
  {
    path: 'fields.custom',
    holds: ({ fields }) => fields.custom.length > 0 && !fields.entitled,
    message:
      'maps fields, which the subscription with the source has to allow: set fields.entitled once it does (HUB-35)',
  },
  {
    path: 'fields.custom',
    holds: ({ fields: { custom } }) =>
      hasTwice(custom.map(({ source }) => source)) || hasTwice(custom.map(({ ledger }) => ledger)),
    message: 'maps a field twice',
  },
  {
    path: 'schedule.inbound',
    holds: (policy) => policy.schedule.inbound.mode === 'off' && comesBack(policy),
    message:
      'is off, but customers, suppliers, invoices or payments of this policy come back from the ledger',
  },
];

/** Times of the day compare as text. */
function endsFirst(schedule: Schedule): boolean {
  const window = schedule.mode === 'interval' ? schedule.window : undefined;
  return window !== undefined && window.to <= window.from;
}

/** HUB-04: a filter with nothing to compare with would leave everything out, or nothing. */
function isComplete({ is, values }: Filter): boolean {
  if (is === 'given' || is === 'missing') return values.length === 0;
  return is === 'one_of' || is === 'none_of' ? values.length > 0 : values.length === 1;
}

const hasTwice = (names: readonly string[]): boolean => new Set(names).size < names.length;

/** Whether anything of the ledger is meant for the source. */
function comesBack({ customers, costCentres, suppliers, invoices, payments }: Policy): boolean {
  return (
    customers.direction === 'both' ||
    customers.direction === 'to_source' ||
    costCentres.import ||
    suppliers.sync === 'both' ||
    invoices.inbound !== 'none' ||
    payments.direction === 'to_source' ||
    payments.direction === 'both'
  );
}
