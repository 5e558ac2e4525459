// When the person last did something: for a while after it the pages look more often.
let at = 0;

/** How long what was done may take to settle. */
export const ACTED_MS = 30_000;

export function noteAction(): void {
  at = Date.now();
}

export function lastAction(): number {
  return at;
}
