// Ids of the demo company's own accounts, items and tax codes, by their names.
import { z } from 'zod';
import { DEMO_REALM } from '../demo-connection.ts';
import type { RunningSimulator } from '../simulator.ts';

const ENTRY = z.looseObject({
  Id: z.string(),
  Name: z.string().optional(),
  DisplayName: z.string().optional(),
  DocNumber: z.string().optional(),
});
const COMPANY = z.object({ objects: z.record(z.string(), z.array(ENTRY)) });

/** Throws if the company has none of that name: the demo is wrong then. */
export async function idOf(simulator: RunningSimulator, entity: string, name: string): Promise<string> {
  const found = await findIn(simulator, entity, name);
  if (found === undefined) throw new Error(`The demo company has no ${entity} "${name}"`);
  return found;
}

/** Whether it has one of that name or number. */
export async function isThere(simulator: RunningSimulator, entity: string, name: string): Promise<boolean> {
  return (await findIn(simulator, entity, name)) !== undefined;
}

async function findIn(
  simulator: RunningSimulator,
  entity: string,
  name: string,
): Promise<string | undefined> {
  const { objects } = COMPANY.parse(await simulator.admin('GET', `companies/${DEMO_REALM}`));
  return objects[entity]?.find(({ Name, DisplayName, DocNumber }) =>
    [Name, DisplayName, DocNumber].includes(name),
  )?.Id;
}
