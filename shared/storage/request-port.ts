// Requests that were sent under a key of their sender's, and what was answered: so that sending one again does it once.

/** An answer as it is given once more. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface KeptRequest {
  /** Names sender and key; nothing of either can be read from it. */
  readonly key: string;
  /** Counts the writes of the row; 0: there is none yet. */
  readonly version: number;
  /** Fingerprint of what was asked: another one under the same key is another request. */
  readonly asked: string;
  /** Milliseconds UTC until which whoever works on it may take; from then on another one may. */
  readonly busyUntil: number;
  /** Milliseconds UTC from which on it is as if it had never been sent. */
  readonly keptUntil: number;
  /** Absent while it is being worked on. */
  readonly answer?: KeptAnswer | undefined;
}

export interface RequestStore {
  /** As it stands, consistently; undefined for one that was never sent, or is forgotten. It may be past its time. */
  readonly find: (key: string) => Promise<KeptRequest | undefined>;
  /** Writes it, if the row still has the version that it names, and counts that up. */
  readonly save: (request: KeptRequest) => Promise<'saved' | 'conflict'>;
}
