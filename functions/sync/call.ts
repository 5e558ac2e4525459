// Call: one ledger call inside the rate window, with a valid token, refreshed once if it is refused.
import type { Answer } from '../../shared/core/faults.ts';
import type { LedgerAccess } from '../../shared/connectors/ports.ts';
import { accessTo } from './access.ts';
import { pauseLane, type Lane } from './lane.ts';
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
  const answer = await paced(lane, batch, () => call(access.value));
  if (answer.ok || answer.fault.fault !== 'unauthorised') return await ended(lane, answer);
  const fresh = await accessTo(lane, access.value.accessToken);
  if (!fresh.ok) return await ended(lane, fresh);
  const again = await paced(lane, batch, () => call(fresh.value));
  const refusedTwice = !again.ok && again.fault.fault === 'unauthorised';
  return await ended(
    lane,
    refusedTwice ? { ok: false, fault: { ...again.fault, fault: 'disconnected' } } : again,
  );
}

async function paced<T>(lane: Lane, batch: boolean, call: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const { clock, timeouts } = lane.host;
  const wait = waitBefore(lane.recent, lane.ledger.limits, batch, clock.now());
  if (clock.now() + wait + timeouts.ledgerCallMs > lane.deadline) {
    return {
      ok: false,
      fault: { fault: 'unavailable', detail: 'the rate limit leaves no time in this delivery' },
    };
  }
  if (wait > 0) await clock.wait(wait);
  const { recent } = lane;
  const answer = await call();
  // The ledger counted it somewhere between question and answer: noted at its end, it is never forgotten too early.
  lane.recent = afterCall(recent, batch, clock.now());
  return answer;
}

async function ended<T>(lane: Lane, answer: Answer<T>): Promise<Answer<T>> {
  if (!answer.ok && answer.fault.fault === 'disconnected') await pauseLane(lane);
  return answer;
}
