// Lane: the order and the speed limit of one ledger company. Its name is the FIFO message group.

/** The lane of a ledger company. */
export function laneOf(ledger: string, company: string): string {
  return `${ledger}:${company}`;
}

/** Ledger and company of a lane; undefined for a text that is no lane. */
export function parseLane(lane: string): { readonly ledger: string; readonly company: string } | undefined {
  const cut = lane.indexOf(':');
  return cut <= 0 || cut === lane.length - 1
    ? undefined
    : { ledger: lane.slice(0, cut), company: lane.slice(cut + 1) };
}
