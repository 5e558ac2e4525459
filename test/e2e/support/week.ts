// A business week: the words that the acceptance stories share. Under a preset, through the API, and seen from both sides.
import { z } from 'zod';
import { DEMO_REALM } from '../../../local/demo-connection.ts';
import { eventOf } from '../../support/product-events.ts';
import { atRest } from './at-rest.ts';
import { eventually } from './eventually.ts';
import type { TestSystem } from './test-system.ts';

const OBJECT = z.looseObject({ Id: z.string() });
const OBJECTS = z.object({ objects: z.record(z.string(), z.array(OBJECT)) });
const LIST = z.array(z.object({ id: z.string(), name: z.string(), type: z.string().optional() }));
const MAPPINGS = z.object({ accounts: LIST, items: LIST, taxCodes: LIST, paymentMethods: LIST });
const SECTION = z.record(z.string(), z.unknown());
const PRESET = z.object({ policy: z.record(z.string(), z.unknown()) });
const POLICY = z.object({ version: z.number(), policy: SECTION });
const CHECKS = z.object({
  state: z.string(),
  checks: z.array(z.object({ check: z.string(), status: z.string(), rules: z.array(z.string()).optional() })),
});

export type Booked = z.infer<typeof OBJECT>;
export type Week = ReturnType<typeof weekOf>;

/** The words of a week, for one system. */
export function weekOf(test: TestSystem) {
  const { product, books } = test;
  let sent = 0;
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await product.ask(method, path, body === undefined ? undefined : JSON.stringify(body));
    const json: unknown = answer.text === '' ? undefined : JSON.parse(answer.text);
    return { status: answer.status, json };
  };
  const get = async <T>(schema: z.ZodType<T>, path: string): Promise<T> =>
    schema.parse((await ask('GET', path)).json);
  return {
    ask,
    event: (type: string, data: { readonly id: string; readonly [field: string]: unknown }) =>
      eventOf(type, { revision: 1, ...data }, `week-${(sent += 1)}-${data.id}`),
    /** Posts events, if there are any, and waits until nothing is on its way any more. */
    tell: async (...events: readonly object[]) => {
      if (events.length > 0) await product.post(events);
      await atRest(test);
    },
    /** What the books hold of one entity. */
    booked: async (entity: string): Promise<readonly Booked[]> =>
      OBJECTS.parse(await books.admin('GET', `companies/${DEMO_REALM}`)).objects[entity] ?? [],
    mappings: async () => await get(MAPPINGS, '/mappings'),
    preflight: async () => await get(CHECKS, '/preflight'),
    /** Saves a preset as the next version, with sections changed, and waits until the lane works by it. */
    policyFrom: async (
      preset: string,
      change: (policy: Record<string, unknown>) => Record<string, unknown>,
    ) => {
      const { policy } = PRESET.parse((await ask('GET', `/../../presets/${preset}`)).json);
      const { version } = await get(POLICY, '/policy');
      const saved = await ask('PUT', '/policy', { policy: change(policy), expectedVersion: version });
      if (saved.status !== 200) throw new Error(`The policy was refused: ${JSON.stringify(saved.json)}`);
      await atRest(test);
    },
    /** `state reason-or-problem` of each record that is not simply in the books, in the order of kind and id. */
    failingTable: async (): Promise<readonly string[]> => {
      const records = await product.records();
      return records
        .filter(({ state }) => state !== 'synced')
        .map(({ kind, id, state, reason, problem }) =>
          `${kind} ${id}: ${state} ${problem?.code ?? reason ?? ''}`.trim(),
        );
    },
    until: (what: string, is: () => Promise<boolean>) => eventually(what, is, (yes) => yes),
  };
}

/** The id of the entry with this name, or a sentence about what there is. */
export function idOf(list: z.infer<typeof LIST>, name: string): string {
  const found = list.find((entry) => entry.name === name);
  if (found === undefined)
    throw new Error(`No "${name}" among ${list.map((entry) => entry.name).join(', ')}`);
  return found.id;
}

/** An amount of the books in cents. */
export const centsIn = (object: Booked | undefined, member: string): number =>
  Math.round(Number(object?.[member] ?? Number.NaN) * 100);
