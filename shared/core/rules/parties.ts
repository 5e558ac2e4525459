// Parties: what the rulebooks of customers and suppliers share. Both live among the ledger's names, and some ledgers have one list.
import type { Facts, Rule } from '../decisions.ts';
import type { Link } from '../links.ts';
import type { Policy } from '../policy.ts';
import { keyText, parseKeyText, type RecordKind } from '../records.ts';
import { fail, hasEnded } from './common.ts';

/** KLP-24, KLP-25: a customer and a supplier of one name are one party to the ledger, and the policy keeps the two apart. */
export function failDualRole(nameIn: (facts: Facts) => string): Rule {
  return {
    name: 'fail-dual-role',
    decide: (facts) => {
      const { link, namesake, policy } = facts;
      const other = parseKeyText(namesake ?? '');
      if (other === undefined || other.kind === link.key.kind) return undefined;
      return policy.policy.parties.dualRole === 'forbid'
        ? fail('dual_role', { name: nameIn(facts), kind: link.key.kind, other: keyText(other) })
        : undefined;
    },
  };
}

/** KLP-22, KLP-23: the name is another record's. Nothing is renamed, and the ledger is not asked. */
export function failNameNotUnique(nameIn: (facts: Facts) => string): Rule {
  return {
    name: 'fail-name-not-unique',
    decide: (facts) => {
      const { link, namesake, policy } = facts;
      const other = parseKeyText(namesake ?? '');
      if (other === undefined) return undefined;
      const { uniqueAmong } = policy.policy.customers;
      const counts =
        uniqueAmong === 'customers_and_suppliers' ||
        (uniqueAmong === 'customers' && link.key.kind === 'customer' && other.kind === 'customer');
      return counts ? fail('name_not_unique', { name: nameIn(facts), other: keyText(other) }) : undefined;
    },
  };
}

/** Whether records of a kind have to claim their names before they are booked. */
export function claimsNames(kind: RecordKind, { customers, parties }: Policy): boolean {
  if (kind === 'customer') return customers.uniqueAmong !== 'none' || parties.dualRole === 'forbid';
  return (
    kind === 'supplier' &&
    (customers.uniqueAmong === 'customers_and_suppliers' || parties.dualRole === 'forbid')
  );
}

/** Whether a record is about to use a name: it has something new to say, and belongs in the books. */
export function usesName(link: Link): boolean {
  const isNew = link.source !== undefined && link.base?.revision !== link.source.revision;
  return isNew && link.hold === undefined && !hasEnded(link);
}

/** Whether a record has a right to the name that it once claimed: it is not over, and not kept out of the books. */
export function keepsName(link: Link): boolean {
  const isOut = link.hold !== undefined && link.document?.status !== 'live';
  return link.source !== undefined && !hasEnded(link) && !isOut;
}

/** A name as it is compared: ledgers tell no upper from lower case, and no two ways of writing one letter apart. */
export function comparedName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
