// The rows of the invoices' rulebook about edits on both sides, as a CRM that bills both ways has them, custom fields included.
import type { InvoiceDocument, LedgerDocument } from '../../shared/core/documents.ts';
import { ourHashes, theirHashes } from '../../shared/core/fields.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Invoice } from '../../shared/core/records.ts';
import { afterWriting, draftOf, shown } from '../support/decided.ts';
import { documentIn, INVOICE, LINE, type PolicyChanges, said } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';
import { about } from './invoice-mappings.ts';

const both: PolicyChanges = {
  schedule: { inbound: { mode: 'event' } },
  invoices: { inbound: 'all', onRemoteEdit: 'fail_conflict' },
  fields: {
    entitled: true,
    custom: [
      { source: 'po_number', ledger: '1', direction: 'both' },
      { source: 'tracking', ledger: '2', direction: 'to_ledger' },
      { source: 'region', ledger: '3', direction: 'to_source' },
    ],
  },
};
const SOLD: Invoice = { ...INVOICE, custom: { po_number: 'PO-1', tracking: 'T-1', region: 'north' } };
const draft = draftOf(about(SOLD, { policy: both }));
const asInvoice = (document: LedgerDocument): InvoiceDocument => {
  if (document.type !== 'invoice') throw new Error('No invoice');
  return document;
};
const invoice = asInvoice(draft);
const written = afterWriting(about(SOLD, { policy: both }));
const fields = { ours: ourHashes(draft), theirs: theirHashes(draft) };
const booked: Link = { ...written, base: { revision: 1, ours: '', theirs: '', ...written.base, fields } };
const edited: Link = { ...booked, drift: { kind: 'edited', at: 5, differences: ['other fields'] } };
const there = (change: Partial<InvoiceDocument>) =>
  shown({ ...invoice, ...change }, 'doc_invoice', { revision: booked.document?.revision ?? '0' });
const dearer = there({ lines: [{ ...invoice.lines[0], amount: '130.00', unitPrice: '65.00' }] });
const newer = (change: Partial<Invoice>, link: Link = edited): Partial<Link> => ({
  ...link,
  source: said({ ...SOLD, ...change }, { revision: 2 }),
});
const now = { policy: both, mayTell: true } as const;
/** The source's mirror of the ledger's invoice 77. */
const mirrored = { ...SOLD, ledgerId: '77' };
const mirror: Link = { ...edited, source: said(mirrored), document: documentIn('invoice', '77') };

export const HUBSPOT_BOTH_WAYS_ROWS: readonly Row[] = [
  {
    by: 'tell-ledger-change',
    when: 'a person changed a price in the ledger, of an invoice that was born at the source',
    facts: about(SOLD, { ...now, link: edited, snapshot: dearer }),
    says: 'fail lines_edited_in_ledger',
    proves: 'C7',
  },
  {
    by: 'merge-edits',
    when: 'the same, and the source sent something new meanwhile: neither edit is lost',
    facts: about(SOLD, { ...now, link: newer({ memo: 'Thanks' }), snapshot: dearer }),
    says: 'fail lines_edited_in_ledger',
    proves: 'C7',
  },
  {
    by: 'tell-ledger-change',
    when: 'a person changed a price in the ledger, of an invoice that was born there',
    facts: about(mirrored, {
      ...now,
      link: mirror,
      snapshot: { ...dearer, ref: { ...dearer.ref, id: '77', revision: '0' } },
    }),
    says: 'tell invoice.changed',
    proves: 'HUB-12, C7',
  },
  {
    by: 'tell-ledger-change',
    when: 'a person changed the memo in the ledger',
    facts: about(SOLD, { ...now, link: edited, snapshot: there({ memo: 'By hand' }) }),
    says: 'tell invoice.changed',
    proves: 'HUB-12',
  },
  {
    by: 'tell-ledger-change',
    when: 'a person changed a custom field in the ledger',
    facts: about(SOLD, { ...now, link: edited, snapshot: there({ custom: { '1': 'PO-2', '2': 'T-1' } }) }),
    says: 'tell invoice.changed',
    proves: 'HUB-34, HUB-36',
  },
  {
    by: 'create-or-update',
    when: 'a custom field was changed at the source',
    facts: about(SOLD, { ...now, link: newer({ custom: { po_number: 'PO-9' } }, booked) }),
    says: 'write update',
    proves: 'HUB-34, HUB-36',
  },
  {
    by: 'merge-edits',
    when: 'both sides changed the same custom field, and the policy does not say who wins',
    facts: about(SOLD, {
      ...now,
      link: newer({ custom: { ...SOLD.custom, po_number: 'PO-9' } }),
      snapshot: there({ custom: { '1': 'PO-2', '2': 'T-1' } }),
    }),
    says: 'fail edited_both_sides',
    proves: 'HUB-36',
  },
  {
    by: 'merge-edits',
    when: 'the two sides changed different custom fields: the one is told, the other written next',
    facts: about(SOLD, {
      ...now,
      link: newer({ custom: { ...SOLD.custom, tracking: 'T-9' } }),
      snapshot: there({ custom: { '1': 'PO-2', '2': 'T-1' } }),
    }),
    says: 'tell invoice.changed',
    proves: 'HUB-36',
  },
  {
    by: 'create-or-update',
    when: 'lines were changed at the source',
    facts: about(SOLD, {
      ...now,
      link: newer({ lines: [{ ...LINE, unitPrice: '65.00', amount: '130.00' }] }, booked),
    }),
    says: 'write update',
    proves: 'HUB-04',
  },
];
