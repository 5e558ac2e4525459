// Planner: the request that a write would be, without sending it.
import type { LedgerPlanner } from '../ports.ts';
import { ABILITIES } from './abilities.ts';
import { pathOf } from './client.ts';
import { companyOf } from './documents/parts.ts';
import { printJson } from './json.ts';
import { operationOf } from './operations.ts';

export const QUICKBOOKS_PLANNER: LedgerPlanner = {
  title: 'QuickBooks Online',
  abilities: ABILITIES,
  plan: (intent, { company, reference }) => {
    const { path, query, body } = operationOf(intent, companyOf(reference));
    return { method: 'POST', path: pathOf(company, path, query), body: printJson(body) };
  },
};
