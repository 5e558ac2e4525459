// A worker that dies at a chosen call to the outside: kill -9 between two instructions, before or after the call took effect.
import type { LedgerConnector } from '../../../shared/connectors/ports.ts';
import type { Host } from '../../../shared/host/host.ts';

/** Which call to the outside is the last one, counted from 1, and whether the far side still carries it out. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

export interface Mortal {
  readonly host: Host;
  /** Names of the calls so far: `links.save`, `ledger.write`. */
  readonly calls: readonly string[];
  readonly died: Promise<'died'>;
}

/** The host as one process sees it. From its death on nothing it asked for happens, and nothing is ever answered. */
export function mortal(host: Host, death?: Death): Mortal {
  const calls: string[] = [];
  let dead = false;
  let tell: (word: 'died') => void = () => undefined;
  const died = new Promise<'died'>((resolve) => (tell = resolve));
  const die = (): void => {
    dead = true;
    tell('died');
  };
  const callOut = async (name: string, effect: () => Promise<unknown>): Promise<unknown> => {
    if (dead) return await never();
    calls.push(name);
    const last = calls.length === death?.at;
    if (last && death.when === 'before') {
      die();
      return await never();
    }
    const answer = effect();
    if (last) {
      await Promise.allSettled([answer]);
      die();
    }
    const value = await answer;
    return dead ? await never() : value;
  };
  return { host: outsideOf(host, callOut), calls, died };
}

/** How a call to the outside goes wrong without harm to the process. */
export type Mishap = 'fails' | 'answer lost' | 'asked twice';

/** The host of a process whose n-th call to our own storage or queue goes wrong, once. */
export function unlucky(host: Host, at: number, how: Mishap): Host {
  let calls = 0;
  return outsideOf(host, async (name, effect) => {
    if (name.startsWith('ledger.') || (calls += 1) !== at) return await effect();
    if (how === 'fails') throw outage(name);
    const answer = await effect();
    if (how === 'answer lost') throw outage(name);
    // The client library tried again by itself, because it did not hear the first answer.
    return how === 'asked twice' ? await effect() : answer;
  });
}

/** As the AWS client marks the errors of its services. */
export function outage(what: string): Error {
  return Object.assign(new Error(`${what} is down`), { $metadata: {} });
}

/** The host with every call to the outside led through one function. */
export function outsideOf(host: Host, callOut: CallOut): Host {
  const outside = <T extends object>(name: string, port: T): T => asOutside(port, name, callOut);
  const connector = (ledger: LedgerConnector | undefined): LedgerConnector | undefined =>
    ledger === undefined ? undefined : { ...ledger, ...outside('ledger', callsOf(ledger)) };
  return {
    ...host,
    links: outside('links', host.links),
    writes: outside('writes', host.writes),
    connections: outside('connections', host.connections),
    reconciliations: outside('reconciliations', host.reconciliations),
    lanes: outside('lanes', host.lanes),
    ledger: (name) => connector(host.ledger(name)),
  };
}

/** The part of a connector that leaves the process. */
function callsOf({ write, read, find, list, changes, reference, refresh }: LedgerConnector) {
  return { write, read, find, list, changes, reference, refresh };
}

/** One call to the outside: what it is called, and how it is carried out. */
export type CallOut = (name: string, effect: () => Promise<unknown>) => Promise<unknown>;

/** A port whose every method is a call to the outside. */
function asOutside<T extends object>(port: T, name: string, callOut: CallOut): T {
  return new Proxy(port, {
    get: (target, method) => {
      const value: unknown = Reflect.get(target, method);
      if (typeof value !== 'function' || typeof method !== 'string') return value;
      return (...given: unknown[]) =>
        callOut(`${name}.${method}`, async () => {
          const result: unknown = await Reflect.apply(value, target, given);
          return result;
        });
    },
  });
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
