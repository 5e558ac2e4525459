// Work on one account: make it ready, take in what is named, look for what changed, tell it what it has to hear.
import type { Answer, Fault } from '../../shared/core/faults.ts';
import { parseLane } from '../../shared/core/lanes.ts';
import type { SourceObject } from '../../shared/connectors/source-port.ts';
import type { Host, SourceLook } from '../../shared/host/host.ts';
import { isOutage } from '../sync/outage.ts';
import { type Account, callSource, closeAccount, NO_TIME, openAccount } from './account.ts';
import { LOG } from './log-lane.ts';
import { readLog } from './read-log.ts';
import { sweepAccount } from './sweep-account.ts';
import { takeIn } from './take-in.ts';
import { tellSource } from './tell-source.ts';

/** Done: the messages may go. Later: nothing was done; they come again after `ms`. */
export type Worked = { readonly type: 'done' } | { readonly type: 'later'; readonly ms: number };

/** Objects read together: some 40 calls of a hundred each, well within a delivery. */
const OBJECTS_AT_ONCE = 300;
/** A source that does not answer is asked again then, if it says nothing itself. */
const RETRY_MS = 30_000;

/** Works on an account until all looks are done, the deadline (milliseconds UTC) comes, or the source wants to be left alone. */
export async function workAccount(
  host: Host,
  lane: string,
  looks: readonly SourceLook[],
  deadline: number,
): Promise<Worked> {
  const parsed = parseLane(lane);
  const source = parsed === undefined ? undefined : host.source(parsed.ledger);
  if (source !== undefined && parsed?.company === LOG) {
    await readLog(host, source);
    return { type: 'done' };
  }
  const at = await openAccount(host, lane, deadline);
  if (at === undefined) host.log.error('unknown_source', { lane });
  // Nobody there, or nobody let in: what changes meanwhile the sweep finds, as the watermark stays where it is.
  if (at === undefined || at.connections.length === 0 || at.state.paused !== undefined)
    return { type: 'done' };
  const { restUntil = 0 } = at.state;
  if (restUntil > host.clock.now()) return { type: 'later', ms: restUntil - host.clock.now() };
  at.state = { ...at.state, restUntil: undefined };
  const worked = await workThrough(at, stepsOf(at, looks));
  await closeAccount(at);
  return worked;
}

interface Step {
  /** What comes again if the step could not be done. */
  readonly looks: readonly SourceLook[];
  readonly run: (at: Account) => Promise<Answer<unknown>>;
}

/** An account that was not made ready is made so first, whatever became of the message that asked for it. */
function stepsOf({ state, source }: Account, looks: readonly SourceLook[]): readonly Step[] {
  const has = (what: SourceLook['at']): boolean => looks.some(({ at }) => at === what);
  const objects = [
    ...new Map(
      looks.flatMap((look) => (look.at === 'object' ? [[nameOf(look.object), look.object]] : [])),
    ).values(),
  ];
  const feeds = [...new Set(looks.flatMap((look) => (look.at === 'feed' ? [look.connection] : [])))];
  const steps: Step[] = [];
  const isUnready = state.prepared !== source.preparation || (has('changes') && state.unlogged === true);
  if (has('prepare') || isUnready) steps.push({ looks: [{ at: 'prepare' }], run: makeReady });
  for (const part of partsOf(objects, OBJECTS_AT_ONCE)) steps.push(takingIn(part));
  if (has('changes')) steps.push({ looks: [{ at: 'changes' }], run: sweepAccount });
  for (const connection of feeds)
    steps.push({
      looks: [{ at: 'feed', connection }],
      run: async (at) => {
        const found = at.connections.find(({ id }) => id === connection);
        return found === undefined ? { ok: true, value: 'gone' } : await tellSource(at, found);
      },
    });
  return steps;
}

async function makeReady(at: Account): Promise<Answer<unknown>> {
  const { host, name, source } = at;
  const answer = await callSource(at, (access) => source.prepare(access, host.clock.now()));
  if (!answer.ok) return answer;
  // Deletions whose webhook gets lost are then heard of by nobody.
  const unlogged = answer.value === 'unlogged' ? true : undefined;
  if (unlogged) host.log.warn('source_unlogged', { lane: name });
  const prepared = source.preparation;
  await host.connections.saveLaneState({ ...(await host.connections.laneState(name)), prepared, unlogged });
  at.state = { ...at.state, prepared, unlogged };
  return answer;
}

/** Step by step; what could not be done goes back to the lane's end, or comes again as it was if that was the first. */
async function workThrough(at: Account, steps: readonly Step[]): Promise<Worked> {
  for (const [index, step] of steps.entries()) {
    const fault = await runStep(at, step);
    if (fault === undefined) continue;
    if (fault.fault === 'disconnected') return { type: 'done' };
    const ms = fault.vendorCode === NO_TIME ? 0 : (fault.retryAfterMs ?? RETRY_MS);
    at.host.log.warn('source_not_reached', { lane: at.name, fault: fault.fault, code: fault.vendorCode });
    if (ms > 0) at.state = { ...at.state, restUntil: at.host.clock.now() + ms };
    if (index === 0 && ms > 0) return { type: 'later', ms };
    await at.host.sources.send(
      at.name,
      steps.slice(index).flatMap(({ looks }) => looks),
    );
    return { type: 'done' };
  }
  return { type: 'done' };
}

/**
 * One object that our code cannot work on must not hold up the others: where a step throws, each of its looks is tried by
 * itself, and the one that throws is left out. An outage of our own is nobody's fault: the messages come again.
 */
async function runStep(at: Account, step: Step): Promise<Fault | undefined> {
  try {
    const answer = await step.run(at);
    return answer.ok ? undefined : answer.fault;
  } catch (error) {
    if (isOutage(error)) throw error;
    const objects = step.looks.flatMap((look) => (look.at === 'object' ? [look.object] : []));
    if (objects.length > 1) return await oneByOne(at, objects);
    const detail = error instanceof Error ? error.message : 'unknown';
    at.host.log.error('source_look_failed', { lane: at.name, look: JSON.stringify(step.looks[0]), detail });
    at.host.metrics.count('internal_failures', 1);
    return undefined;
  }
}

async function oneByOne(at: Account, objects: readonly SourceObject[]): Promise<Fault | undefined> {
  for (const object of objects) {
    const fault = await runStep(at, takingIn([object]));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function takingIn(objects: readonly SourceObject[]): Step {
  return {
    looks: objects.map((object) => ({ at: 'object', object })),
    run: (at) => takeIn(at, objects),
  };
}

const nameOf = ({ type, id }: SourceObject): string => `${type}/${id}`;

function partsOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
