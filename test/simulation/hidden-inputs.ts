// Hidden inputs: whatever could smuggle real time or real chance into a simulated world throws while one runs.
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** Runs something with the hidden inputs closed, and opens them again whatever happens. */
export async function withoutHiddenInputs<T>(run: () => Promise<T>): Promise<T> {
  const reopen = close();
  try {
    return await run();
  } finally {
    reopen();
  }
}

function close(): () => void {
  const kept = CLOSED.map(({ on, name }) => {
    const descriptor = Object.getOwnPropertyDescriptor(on, name);
    Object.defineProperty(on, name, { configurable: true, writable: true, value: forbidden(name) });
    return { on, name, descriptor };
  });
  const RealDate = globalThis.Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) => {
      if (given.length === 0) throw new Error('new Date() in a simulation: take the time from host.clock');
      const made: unknown = Reflect.construct(target, given, newTarget);
      if (made instanceof target) return made;
      throw new Error('no date');
    },
  });
  syncBuiltinESMExports();
  return () => {
    globalThis.Date = RealDate;
    for (const { on, name, descriptor } of kept)
      if (descriptor !== undefined) Object.defineProperty(on, name, descriptor);
    syncBuiltinESMExports();
  };
}

const CLOSED: readonly { readonly on: object; readonly name: string }[] = [
  { on: Date, name: 'now' },
  { on: Math, name: 'random' },
  { on: globalThis, name: 'setTimeout' },
  { on: globalThis, name: 'setInterval' },
  { on: globalThis, name: 'fetch' },
  { on: globalThis.crypto, name: 'randomUUID' },
  { on: globalThis.crypto, name: 'getRandomValues' },
  { on: crypto, name: 'randomUUID' },
  { on: crypto, name: 'randomBytes' },
];

function forbidden(name: string): () => never {
  return () => {
    throw new Error(`${name} in a simulation: time and chance come from the seed`);
  };
}
