// Inbound: which connections may be told of the ledger's changes in this delivery, and bringing up those that wait for it.
import { type Inbound, mayTell } from '../../shared/core/inbound.ts';
import { UNTOLD } from '../../shared/core/settle-telling.ts';
import type { Host, Look } from '../../shared/host/host.ts';
import { connectionsOf } from './hold.ts';
import { type Lane, policyOf } from './lane.ts';

/** Whether the product of a connection may be told now. Asked once a delivery. */
export async function mayTellNow(lane: Lane, connection: string): Promise<boolean> {
  const known = lane.mayTell.get(connection);
  if (known !== undefined) return known;
  const may = await judge(lane, connection);
  lane.mayTell.set(connection, may);
  return may;
}

async function judge(lane: Lane, connection: string): Promise<boolean> {
  const policy = (await policyOf(lane, connection))?.policy;
  if (policy === undefined) return false;
  const { inbound: schedule } = policy.schedule;
  // No row to read where the answer is always the same.
  if (schedule.mode === 'event' || schedule.mode === 'off') return schedule.mode === 'event';
  const inbound = await lane.host.inbound.inbound(connection);
  return mayTell(schedule, inbound, policy.timeZone, lane.host.clock.now());
}

/** After a round that saw everything: connections whose time has come list what their products have not been told. */
export async function bringUpUntold(lane: Lane): Promise<void> {
  const looks: Look[] = [];
  for (const connection of await connectionsOf(lane)) {
    const mode = (await policyOf(lane, connection))?.policy.schedule.inbound.mode;
    if ((mode === 'manual' || mode === 'interval') && (await mayTellNow(lane, connection)))
      looks.push({ at: 'untold', connection });
  }
  if (looks.length > 0) await lane.host.lanes.send(lane.name, looks);
}

/** Records named at once: a page of their list, in a few messages. */
const PAGE = 200;
/** The cursor behind the last page: everything before it in the lane's order has been told when it is met. */
const END = 'end';

/** Names a page of the records that wait to be told of, and itself for the next page or for the end. */
export async function lookAtUntold(lane: Lane, looks: readonly Look[]): Promise<void> {
  for (const look of looks) {
    if (look.at !== 'untold' || look.cursor === END) continue;
    const { connection, cursor } = look;
    const page = await lane.host.links.list({ connection, health: 'waiting', limit: PAGE, cursor });
    if (page.type === 'bad_cursor') {
      lane.host.log.error('bad_cursor', { lane: lane.name, connection });
      continue;
    }
    const untold = page.links.filter(({ health }) => health.reason === UNTOLD);
    await lane.host.lanes.send(lane.name, [
      ...untold.map(({ key }) => ({ at: 'record', key }) as const),
      { at: 'untold', connection, cursor: page.cursor ?? END },
    ]);
  }
}

/** Whether looks come to the end of a round: everything before it has to be done with now. */
export function endsUntold(looks: readonly Look[]): boolean {
  return looks.some((look) => look.at === 'untold' && look.cursor === END);
}

/** Notes that all is told, or comes back behind what was left for lack of time. */
export async function endUntold(
  lane: Lane,
  looks: readonly Look[],
  { isAllDone }: { readonly isAllDone: boolean },
): Promise<void> {
  // Rounds that met end as one.
  const ends = looks.flatMap((look) =>
    look.at === 'untold' && look.cursor === END ? [[look.connection, look] as const] : [],
  );
  for (const look of new Map(ends).values()) {
    // A session that ended meanwhile told nothing: the first round of the next one begins anew.
    if (lane.holds.get(look.connection) === 'session_over') continue;
    if (!isAllDone) await lane.host.lanes.send(lane.name, [look]);
    else
      await changeInbound(lane.host, look.connection, (inbound) => ({
        ...inbound,
        doneAt: doneAt(lane, inbound),
      }));
  }
}

/** What was asked for while this round went on is for the next one. */
function doneAt(lane: Lane, { askedAt, doneAt: before = 0 }: Inbound): number {
  const isAsked = askedAt !== undefined && askedAt > before;
  return isAsked ? Math.min(askedAt, lane.host.clock.now()) : lane.host.clock.now();
}

/** Writers are the lane's worker and a person's request: whoever is second reads again. */
const ROUNDS_MAX = 5;

/** Changes what is known of the way back; `undefined` from `change` leaves it as it is. */
export async function changeInbound(
  host: Pick<Host, 'inbound'>,
  connection: string,
  change: (inbound: Inbound) => Omit<Inbound, 'version'> | undefined,
): Promise<Inbound> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const inbound = await host.inbound.inbound(connection);
    const next = change(inbound);
    if (next === undefined) return inbound;
    if ((await host.inbound.saveInbound(connection, next, inbound.version)) === 'saved')
      return { ...next, version: inbound.version + 1 };
  }
  throw new Error(`The inbound row of ${connection} was written by others ${ROUNDS_MAX} times in a row`);
}
