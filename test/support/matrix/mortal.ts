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
  const outside = <T extends object>(name: string, port: T): T => asOutside(port, name, callOut);
  const connector = (ledger: LedgerConnector | undefined): LedgerConnector | undefined =>
    ledger === undefined ? undefined : { ...ledger, ...outside('ledger', callsOf(ledger)) };
  return {
    host: {
      ...host,
      links: outside('links', host.links),
      writes: outside('writes', host.writes),
      connections: outside('connections', host.connections),
      lanes: outside('lanes', host.lanes),
      ledger: (name) => connector(host.ledger(name)),
    },
    calls,
    died,
  };
}

/** The part of a connector that leaves the process. */
function callsOf({ write, read, find, changes, reference, refresh }: LedgerConnector) {
  return { write, read, find, changes, reference, refresh };
}

type CallOut = (name: string, effect: () => Promise<unknown>) => Promise<unknown>;

/** A port whose every method is a call to the outside. */
export function asOutside<T extends object>(port: T, name: string, callOut: CallOut): T {
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
