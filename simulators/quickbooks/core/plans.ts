// Plans: what a company has subscribed to, and what it therefore does not have.
import type { Company } from './company.ts';
import type { Knobs } from './contract.ts';
import { faults, type Fault } from './faults.ts';
import { textAt, type JsonObject } from './json.ts';

// What each plan sells is general knowledge; that a lack of it is told by 5030 is documented.
const missing: Readonly<Record<Knobs['plan'], readonly string[]>> = {
  SimpleStart: ['Bill', 'BillPayment', 'Class', 'Department', 'Inventory'],
  Essentials: ['Class', 'Department', 'Inventory'],
  Plus: [],
  Advanced: [],
};

/** Refuses an object of a kind that the company's plan does not have. */
export const checkPlan = (company: Company, entity: string, body: JsonObject): Fault | undefined => {
  const kind = entity === 'Item' && textAt(body, 'Type') === 'Inventory' ? 'Inventory' : entity;
  return missing[company.knobs.plan].includes(kind)
    ? faults.featureNotSupported(`The subscription of the company does not include ${kind}.`)
    : undefined;
};
