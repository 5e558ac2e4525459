// Hindrances: the problems that are no record's own, but its connection's or its ledger's. A part of the table of problems.
import type { ProblemKind } from './problem-kind.ts';

export const HINDRANCES = {
  subscription: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: true,
    sentence: 'The ledger company takes no writes at the moment: {detail}',
    remedy: 'Renew the ledger subscription; waiting records follow by themselves.',
  },
  disconnected: {
    category: 'connection',
    owner: 'operator',
    retryable: false,
    sentence: 'The ledger does not accept our authorisation any more.',
    remedy: 'Reconnect the company; everything that waits follows by itself.',
  },
  session_over: {
    category: 'connection',
    owner: 'operator',
    retryable: false,
    sentence:
      'The session with the ledger is over, as the policy wants it: nothing is written until the next one.',
    remedy: 'Connect the company again; everything that waits follows by itself.',
  },
  initial_import: {
    category: 'connection',
    owner: 'operator',
    retryable: false,
    sentence: 'Nothing is written before the customers and suppliers of the ledger were imported.',
    remedy: 'Start the first import, or wait for its end; everything that waits follows by itself.',
  },
  not_live: {
    category: 'connection',
    owner: 'operator',
    retryable: false,
    sentence: 'The connection is being set up and is not live yet: nothing is written to the ledger.',
    remedy: 'Finish setting it up and go live; everything that waits follows by itself.',
  },
  preflight: {
    category: 'books',
    owner: 'bookkeeper',
    retryable: false,
    sentence: 'Nothing of this connection is written: {reason}',
    remedy: 'Cure what preflight shows in red; everything that waits follows by itself.',
  },
  file_unavailable: {
    category: 'data',
    owner: 'source',
    retryable: true,
    sentence: 'The file could not be fetched from its address ({detail}).',
    remedy: 'Make the file available again; we try every 15 minutes.',
  },
  outage: {
    category: 'outage',
    owner: 'ledgerlane',
    retryable: true,
    sentence: 'The ledger does not answer ({detail}).',
    remedy: 'Nothing to do: we try again by ourselves.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
