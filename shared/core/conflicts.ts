// Conflicts: the problems of records that both sides changed. A part of the table of problems.
import type { ProblemKind } from './problem-kind.ts';

export const CONFLICTS = {
  lines_edited_in_ledger: {
    category: 'conflict',
    owner: 'bookkeeper',
    retryable: false,
    sentence:
      'A person changed the lines in the ledger ({difference}); the lines of this invoice may only be changed at its source.',
    remedy: 'Undo it in the ledger and change the invoice at its source; or keep the ledger’s version.',
  },
  edited_both_sides: {
    category: 'conflict',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Both sides changed the same: {fields} ({difference}). Nothing was written to either.',
    remedy: 'Agree on one of the two, then keep the ledger’s version or restore the source’s.',
  },
  edited_in_ledger: {
    category: 'conflict',
    owner: 'bookkeeper',
    retryable: false,
    sentence:
      'Both sides changed: the ledger’s version was edited by a person ({difference}) and the source sent a new revision.',
    remedy: 'Undo the edit in the ledger, or retry with "source wins".',
  },
  gone_in_ledger: {
    category: 'conflict',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'The document was {how} in the ledger by a person, and the source sent a new revision.',
    remedy: 'Decide whether it shall be booked again (retry with "create anew") or stay out (skip).',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
