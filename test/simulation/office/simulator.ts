// The administration of a simulated office: how it is opened, looked into, and what people do in it.
import { createSnelStart, type SnelStart } from '../../../simulators/snelstart/snelstart.ts';
import { at, isRecord, listAt, parse } from '../json.ts';
import type { Kernel } from '../kernel.ts';
import type { OfficeSetting } from './swarm.ts';
import { LIMITS, type OfficeWorld } from './world.ts';

export const ADMINISTRATION = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
export const OFFICE = 'office';
export const LANE = `snelstart:${ADMINISTRATION}`;

/** Limits as they are sold, but for the hour of the small one, which is so short that it is met; ours stay a little below. */
const SOLD = {
  small: { perMinute: 100, perHour: 60, concurrent: LIMITS.small.concurrent },
  usual: { perMinute: 500, perHour: 5_000, concurrent: LIMITS.usual.concurrent },
} as const;

export function openAdministration(kernel: Kernel, setting: OfficeSetting): SnelStart {
  const simulator = createSnelStart({
    surroundings: { now: kernel.now, random: kernel.names },
    settings: { administrations: [{ id: ADMINISTRATION, name: 'Bureau Zuid' }] },
  });
  inSimulator(simulator, 'PATCH', `administrations/${ADMINISTRATION}/settings`, {
    invoiceLagMs: setting.lagMs,
    order: setting.order,
    limits: setting.small ? SOLD.small : SOLD.usual,
  });
  for (let index = 1; index <= setting.customers; index += 1) {
    const fields = { naam: `Klant ${index}`, relatiesoort: ['Klant'] };
    inSimulator(simulator, 'POST', `administrations/${ADMINISTRATION}/acts`, { act: 'createParty', fields });
  }
  return simulator;
}

/** Asks the admin endpoint; undefined where it refuses. */
export function inSimulator(
  simulator: SnelStart,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
): unknown {
  const text = body === undefined ? '' : JSON.stringify(body);
  const query = new URLSearchParams();
  const reply = simulator.request({ method, path: `/_sim/${path}`, query, headers: {}, body: text });
  if ('dropped' in reply || reply.status >= 400 || typeof reply.body !== 'string') return undefined;
  return parse(reply.body);
}

type Act = Readonly<Record<string, unknown>> & { readonly act: string };

/** What a person does in the program itself; undefined where it lets him not. */
export function actIn({ simulator, kernel, evidence }: OfficeWorld, act: Act): unknown {
  const answer = inSimulator(simulator, 'POST', `administrations/${ADMINISTRATION}/acts`, act);
  evidence.counts.acts += 1;
  kernel.note(() => `person ${JSON.stringify(act)}${answer === undefined ? ' (refused)' : ''}`);
  return answer;
}

/** Objects of the books by resource. */
export function booksOf(simulator: SnelStart): Readonly<Record<string, readonly unknown[]>> {
  const objects = at(inSimulator(simulator, 'GET', `administrations/${ADMINISTRATION}`), 'objects');
  const names = isRecord(objects) ? Object.keys(objects) : [];
  return Object.fromEntries(names.map((name) => [name, listAt(objects, name)]));
}
