// Worlds for the stories of policies: a connection under one preset, with the maps of the simulated company filled in.
import type { Policy } from '../../shared/core/policy.ts';
import { CLOCK_PMS } from '../../shared/core/presets/clock-pms.ts';
import { KLIPBOARD } from '../../shared/core/presets/klipboard.ts';
import { TAXDOME } from '../../shared/core/presets/taxdome.ts';
import { textAt } from '../simulation/json.ts';
import { createMatrix, type Matrix } from './matrix/matrix.ts';

/** Accounts of the simulated company: "Services" and "Sales of Product Income". */
export const SERVICES = '1';
export const PRODUCTS = '79';

const FILLED = {
  items: { accountMap: { services: SERVICES, products: PRODUCTS } },
  tax: { mode: 'none', map: {} },
} as const;

const PRESETS = { clock: CLOCK_PMS, klipboard: KLIPBOARD, taxdome: TAXDOME } as const;

/** A world under a preset. Some settings of some sections may be changed. */
export async function worldUnder(
  preset: keyof typeof PRESETS,
  change: (policy: Policy) => Partial<Policy> = () => ({}),
): Promise<Matrix> {
  const start: Policy = {
    ...PRESETS[preset],
    ...FILLED,
    items: { ...PRESETS[preset].items, ...FILLED.items },
    payments: { ...PRESETS[preset].payments, depositAccount: { mode: 'undeposited' } },
    // The import, the session and preflight are stories of their own.
    connection: { session: { mode: 'persistent' }, requireInitialImport: false },
    preflight: { customNumbers: 'any', autoApplyCredit: 'any' },
  };
  return await createMatrix({ policy: { ...start, ...change(start) } });
}

/** The objects of one entity in the books, each with the named members as texts. */
export function inBooks(m: Matrix, entity: string, ...members: readonly string[]): readonly string[] {
  const objects = m.inspect().objects[entity] ?? [];
  return objects.map((one) => members.map((member) => textAt(one, member)).join(' '));
}

/** The one object of an entity that a test expects, as the API shows it. */
export function only(m: Matrix, entity: string, is: (one: object) => boolean = () => true): object {
  const [one, ...more] = (m.inspect().objects[entity] ?? []).filter(is);
  if (one === undefined || more.length > 0)
    throw new Error(`not one ${entity} but ${more.length + (one ? 1 : 0)}`);
  return one;
}
