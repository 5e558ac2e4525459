// The words the parts of the QuickBooks simulator share: requests, answers, changes, and what it takes from outside.

/** Everything the simulator takes from outside itself, so that a seed decides time and chance. */
export interface Surroundings {
  /** Milliseconds since 1970, UTC. Moves only when the owner of the clock moves it. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** One HTTP request, already read from the wire. Header names are in lower case. */
export interface SimRequest {
  readonly method: string;
  /** The path without the query, still percent-encoded: `/v3/company/9130/invoice`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** Text; of a multipart body, whose parts may be any bytes, each character stands for one byte. */
  readonly body: string;
}

/** One HTTP answer. */
export interface SimAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A request of an API client whose access token was accepted for this realm. */
export interface ApiCall {
  readonly realmId: string;
  /** The path behind `/v3/company/{realmId}`, e.g. `/invoice`, `/batch`, `/invoice/12/pdf`. */
  readonly resource: string;
  readonly request: SimRequest;
}

/** What happened to one object in the books; webhooks and change data capture are made of these. */
export interface Change {
  readonly realmId: string;
  /** Entity name as the API spells it: `Invoice`. */
  readonly entity: string;
  readonly id: string;
  readonly operation: 'Create' | 'Update' | 'Delete' | 'Void' | 'Merge' | 'Emailed';
  /** Milliseconds since 1970, UTC: the object's LastUpdatedTime. */
  readonly at: number;
  /** Only for a merge: the id that was merged away. */
  readonly deletedId?: string;
}
