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
      'A person changed it in the ledger ({difference}), and then the source sent a newer version. Nothing was overwritten.',
    remedy:
      'Undo the change in the ledger and retry; or retry with "source wins", which writes the source’s version over it.',
  },
  gone_in_ledger: {
    category: 'conflict',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'A person {how} it in the ledger, and then the source sent a newer version.',
    remedy: 'Decide: book it again (retry with "create anew"), or let it stay out of the books (skip).',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
