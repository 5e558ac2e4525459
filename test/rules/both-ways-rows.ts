// The rows of the rulebooks that work both ways: what people change in the ledger, and what becomes of both sides' edits.
import { ourHashes, theirHashes } from '../../shared/core/fields.ts';
import type { Link } from '../../shared/core/links.ts';
import { documentIn, type PolicyChanges } from '../support/facts.ts';
import { draftOf, shown } from '../support/decided.ts';
import type { Row } from '../support/rulebook.ts';
import type { Book } from './export-rows.ts';

const both: PolicyChanges = {
  schedule: { inbound: { mode: 'manual' } },
  customers: { onUpdate: 'merge' },
  invoices: { inbound: 'edits_of_owned', onRemoteEdit: 'pull_back' },
};
const offBoth: PolicyChanges = { ...both, schedule: { inbound: { mode: 'off' } } };
const edited = { kind: 'edited', at: 5, differences: ['other fields'] } as const;

/** What every such book says. `change` gives a document as a person edited it in the ledger. */
export function bothWaysRows({ facts, booked, goes }: Book): readonly Row[] {
  const draft = draftOf(facts({ policy: both }));
  const { kind } = booked.key;
  const asWritten = { ours: ourHashes(draft), theirs: theirHashes(draft) };
  const base = { revision: 1, ours: booked.base?.ours ?? '', theirs: booked.base?.theirs ?? '' };
  const known: Link = { ...booked, base: { ...base, fields: asWritten } };
  const newer = (link: Link): Link => ({ ...link, source: link.source && { ...link.source, revision: 2 } });
  const drifted: Link = { ...known, drift: edited };
  const field = draft.type === 'customer' ? 'email' : 'memo';
  const there = shown({ ...draft, [field]: 'by hand@example.com' }, `doc_${kind}`, {
    revision: booked.document?.revision ?? '0',
  });
  /** The source's word is another one than what was written. */
  const mine: Link = {
    ...newer(drifted),
    base: { ...base, fields: { ...asWritten, ours: { ...asWritten.ours, [field]: 'before' } } },
  };
  const voided = documentIn(kind, `doc_${kind}`, { status: 'voided' });
  return [
    {
      by: 'tell-ledger-change',
      when: 'edited in the ledger, and nobody asked for it yet',
      facts: facts({ link: drifted, policy: both }),
      says: 'wait inbound_sync',
      proves: 'KLP-33',
      passes: 'adopt-named-document',
    },
    {
      by: 'tell-ledger-change',
      when: 'edited in the ledger, and asked for: how does it look now?',
      facts: facts({ link: drifted, policy: both, mayTell: true }),
      says: 'look at document',
      proves: 'KLP-33',
    },
    {
      by: 'tell-ledger-change',
      when: 'edited in the ledger, asked for and looked at',
      facts: facts({ link: drifted, policy: both, mayTell: true, snapshot: there }),
      says: `tell ${kind}.changed`,
      proves: kind === 'invoice' ? 'KLP-31, KLP-33' : 'KLP-16, KLP-18',
    },
    {
      by: 'in-sync-nothing-new',
      when: 'edited in the ledger, under a schedule that brings nothing back',
      facts: facts({ link: drifted, policy: offBoth, mayTell: false }),
      says: 'ask edited_in_ledger',
      proves: 'CLK-02',
      passes: 'tell-ledger-change',
    },
    {
      by: 'merge-edits',
      when: 'edited in the ledger and changed at the source: how does it look there?',
      facts: facts({ link: newer(drifted), policy: both }),
      says: 'look at document',
      passes: 'tell-ledger-change',
    },
    {
      by: 'merge-edits',
      when: 'the ledger’s edit, taken over although nobody asked for it yet: it is told later',
      facts: facts({ link: newer(drifted), policy: both, snapshot: there }),
      says: 'tell',
      proves: 'KLP-33',
    },
    {
      by: 'merge-edits',
      when: 'both changed the same field, and the policy does not say who wins',
      facts: facts({ link: mine, policy: both, snapshot: there }),
      says: 'fail edited_both_sides',
    },
    {
      by: 'merge-edits',
      when: 'both changed the same field, and the policy says that the ledger wins',
      facts: facts({
        link: mine,
        policy: { ...both, invoices: { ...both.invoices, onConflict: 'ledger_wins' } },
        snapshot: there,
        mayTell: true,
      }),
      says: `tell ${kind}.changed`,
    },
    {
      by: 'merge-edits',
      when: 'what the source sends is what it was told',
      facts: facts({ link: newer(known), policy: both }),
      says: 'tell',
      proves: 'KLP-31',
    },
    {
      by: goes.by,
      when: 'changed at the source only',
      facts: facts({
        link: {
          ...newer(known),
          base: {
            ...base,
            fields: {
              ...asWritten,
              ours: { ...asWritten.ours, [field]: 'before' },
              theirs: { ...asWritten.theirs, [field]: 'before' },
            },
          },
        },
        policy: both,
      }),
      says: 'write update',
      proves: kind === 'invoice' ? 'KLP-30' : 'KLP-16',
      passes: 'merge-edits',
    },
    ...(kind === 'invoice' ? endRows({ facts, booked: known, goes }, voided) : []),
  ];
}

function endRows({ facts, booked }: Book, document: ReturnType<typeof documentIn>): readonly Row[] {
  const drift = { kind: 'voided', at: 5, differences: ['voided in the ledger'] } as const;
  const gone: Link = { ...booked, document, drift };
  return [
    {
      by: 'tell-ledger-change',
      when: 'voided in the ledger, and asked for',
      facts: facts({ link: gone, policy: both, mayTell: true }),
      says: 'tell invoice.voided',
      proves: 'KLP-33',
    },
    {
      by: 'tell-ledger-change',
      when: 'voided in the ledger, and told: it is the source’s turn',
      facts: facts({ link: { ...gone, drift: { ...drift, told: true } }, policy: both, mayTell: true }),
      says: 'wait ended_in_ledger',
    },
  ];
}
