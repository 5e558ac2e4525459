// Call: one ledger call inside the rate window, with a valid token, refreshed once if it is refused.
import type { Answer } from '../../shared/core/faults.ts';
import type { LedgerAccess } from '../../shared/connectors/ports.ts';
import { accessTo } from './access.ts';
import { isLeftAlone, pauseLane, type Lane } from './lane.ts';
import { afterCall, waitBefore } from './pace.ts';

/**
 * Makes a call. A refused token is refreshed and the call made once more; a grant that is gone pauses the lane.
 * `batch` says which limit it spends; a call that cannot start before the deadline answers `unavailable`.
 */
export async function callLedger<T>(
  lane: Lane,
  batch: boolean,
  call: (access: LedgerAccess) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const access = await accessTo(lane);
  if (!access.ok) return await ended(lane, access);
  const answer = await paced(lane, batch, (leave) => call({ ...access.value, leave }));
  if (answer.ok || answer.fault.fault !== 'unauthorised') return await ended(lane, answer);
  const fresh = await accessTo(lane, access.value.accessToken);
  if (!fresh.ok) return await ended(lane, fresh);
  const again = await paced(lane, batch, (leave) => call({ ...fresh.value, leave }));
  const refusedTwice = !again.ok && again.fault.fault === 'unauthorised';
  return await ended(
    lane,
    refusedTwice ? { ok: false, fault: { ...again.fault, fault: 'disconnected' } } : again,
  );
}

/**
 * The call, and each further one that the connector makes for it (pages of a list), inside the rate window and the deadline.
 * A connector asks for leave before each; the leave of the first has been waited for already.
 */
async function paced<T>(lane: Lane, batch: boolean, call: (leave: Leave) => Promise<Answer<T>>) {
  if ((await start(lane, batch)) === 'stop') return NO_TIME;
  let underWay: boolean | undefined = batch;
  let asked = 0;
  const leave: Leave = async (isBatch = batch) => {
    asked += 1;
    const isWaitedFor = asked === 1 && (batch || !isBatch);
    if (asked > 1) note(lane, underWay);
    underWay = isBatch;
    const given = isWaitedFor ? 'go' : await start(lane, isBatch);
    if (given === 'stop') underWay = undefined;
    return given;
  };
  const answer = await call(leave);
  note(lane, underWay);
  return answer;
}

type Leave = NonNullable<LedgerAccess['leave']>;

const NO_TIME = {
  ok: false,
  fault: { fault: 'unavailable', detail: 'the rate limit leaves no time in this delivery' },
} as const;

/** Waits until the next call may be made; not for a ledger that asked to be left alone. */
async function start(lane: Lane, batch: boolean): Promise<'go' | 'stop'> {
  if (isLeftAlone(lane)) return 'stop';
  const { clock, timeouts } = lane.host;
  const wait = waitBefore(lane.recent, lane.ledger.limits, batch, clock.now());
  if (clock.now() + wait + timeouts.ledgerCallMs > lane.deadline) return 'stop';
  if (wait > 0) await clock.wait(wait);
  return 'go';
}

/** The ledger counted it somewhere between question and answer: noted at its end, it is never forgotten too early. */
function note(lane: Lane, batch: boolean | undefined): void {
  if (batch !== undefined) lane.recent = afterCall(lane.recent, batch, lane.host.clock.now());
}

async function ended<T>(lane: Lane, answer: Answer<T>): Promise<Answer<T>> {
  if (!answer.ok && answer.fault.fault === 'disconnected') await pauseLane(lane);
  return answer;
}
