// Faults: how a ledger call failed, in words that no vendor owns. Each connector maps its vendor's codes to these once.

/**
 * What a fault means for us. Every class has exactly one reaction in settle.ts.
 * `unknown_outcome` is the only one after which the ledger may or may not hold the write.
 */
export type FaultClass =
  | 'stale' // somebody changed the document since we last saw it
  | 'name_taken'
  | 'number_taken'
  | 'differs' // the ledger was asked: what carries our name or number there is not exactly ours
  | 'not_found' // the document or something it refers to is gone
  | 'reference_gone' // something it refers to is gone or may not be used any more
  | 'invalid' // the ledger refuses the content
  | 'locked' // deposited, reconciled, matched: the document may not change any more
  | 'closed_period'
  | 'throttled' // over the rate limit: nothing was done
  | 'unauthorised' // the access token is not accepted
  | 'disconnected' // the grant is gone: a person must connect again
  | 'suspended' // the company's subscription does not allow writes
  | 'unavailable' // refused before anything was done: the ledger is down
  | 'file_unavailable' // a file that goes with it cannot be fetched now: nothing was sent
  | 'unknown_outcome'
  | 'unexpected'; // an answer we do not understand

/** One failed call or batch item. */
export interface Fault {
  readonly fault: FaultClass;
  /** The vendor's own code, for the operator and for support. */
  readonly vendorCode?: string | undefined;
  /** The vendor's own text, shortened and free of personal data as far as the vendor allows. */
  readonly detail: string;
  /** Milliseconds the vendor asks us to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** The answer to one call: a value or a fault, never an exception. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };
