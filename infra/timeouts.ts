// The timeouts as one chain: each outlives the one inside it, so whoever gives up first is the one who can still say so.

/** All in seconds, from the innermost to the outermost. */
export const TIMEOUTS = {
  /** QuickBooks answers slow batches late, but what takes longer than this has gone wrong. */
  ledgerCall: 30,
  /** Two ledger calls in a row do not fit; a worker that meets a hanging ledger still has half its time to settle. */
  syncFunction: 60,
  /** Longer than the worker can live, with 5 s for AWS killing late: a lease that has run out has no living holder. */
  laneLease: 65,
  /** Six times the worker, AWS's advice for queues that feed functions: room for throttled retries of a batch. */
  queueVisibility: 360,
  /** The sweep finds what a lost message left behind, so it must not come before the queue has tried again. */
  sweep: 900,
} as const;

/** The shorter chain of the operators' API, in which a person is waiting. */
export const API_TIMEOUTS = {
  /** Leaves the function 9 s to store what the ledger's token endpoint said. */
  ledgerCall: 20,
  /** HTTP APIs hang up at 30 s: the function ends before that, so that its own answer is the one that arrives. */
  apiFunction: 29,
} as const;

export const WEBHOOK_TIMEOUTS = {
  /** Intuit hangs up after 3 s and sends again; finishing the work all the same makes that second send a no-op. */
  webhooksFunction: 10,
} as const;

/** The chain of calls to products. */
export const CALLBACK_TIMEOUTS = {
  /** A receiver stores and answers; written again in functions/callbacks/call-product.ts, the test holds the two together. */
  call: 10,
  /** Two calls and what is noted after them; who has more to be told is taken up anew. */
  callbacksFunction: 30,
  /** Six times the function, as for the lanes. */
  queueVisibility: 180,
} as const;

/** The chain of the sources that are read: as of the ledgers' lanes, with quicker calls. */
export const SOURCE_TIMEOUTS = {
  /** Their pages answer within a second; what takes longer than this has gone wrong. */
  call: 10,
  /** Some hundred calls in a row, at the pace that an account allows. */
  sourceFunction: 60,
  /** Six times the function, as for the lanes. */
  queueVisibility: 360,
} as const;

export const SCHEDULER_TIMEOUTS = {
  /** One query page of connections and a batch send per ten of them: 60 s is thousands of connections. */
  schedulerFunction: 60,
  /** Twice the function: a redrive that died gives its dead letters back before the operator loses patience. */
  deadLetterVisibility: 120,
} as const;
