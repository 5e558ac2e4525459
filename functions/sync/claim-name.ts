// Claim name: before a party is booked its name is claimed among the connection's parties, and whoever has it is told.
import type { Facts } from '../../shared/core/decisions.ts';
import { keyText } from '../../shared/core/records.ts';
import { customerDraft } from '../../shared/core/rules/customers.ts';
import { claimsNames, comparedName, keepsName, usesName } from '../../shared/core/rules/parties.ts';
import { supplierDraft } from '../../shared/core/rules/suppliers.ts';
import type { Host } from '../../shared/host/host.ts';

/** The facts with the record that holds the name, if another one does. Costs a write, where the policy wants it. */
export async function withNamesake(host: Host, facts: Facts): Promise<Facts> {
  const { key } = facts.link;
  if (!claimsNames(key.kind, facts.policy.policy) || !usesName(facts.link)) return facts;
  const name = nameIn(facts);
  const holder = await host.links.claimName(key, name);
  if (holder === undefined) return facts;
  const [other] = await host.links.read([holder]);
  // Who was renamed, ended or kept out since has no right to the name any more, and never comes to give it back.
  const hasRight = other !== undefined && keepsName(other) && nameIn({ ...facts, link: other }) === name;
  if (hasRight) return { ...facts, namesake: keyText(holder) };
  const instead = await host.links.claimName(key, name, holder);
  return instead === undefined ? facts : { ...facts, namesake: keyText(instead) };
}

/** The same without claiming anything, for those who only plan. */
export async function withHolder(host: Host, facts: Facts): Promise<Facts> {
  const { key } = facts.link;
  if (!claimsNames(key.kind, facts.policy.policy) || !usesName(facts.link)) return facts;
  const holder = await host.links.holderOfName(key.connection, nameIn(facts));
  if (holder === undefined || keyText(holder) === keyText(key)) return facts;
  const [other] = await host.links.read([holder]);
  const hasRight =
    other !== undefined && keepsName(other) && nameIn({ ...facts, link: other }) === nameIn(facts);
  return hasRight ? { ...facts, namesake: keyText(holder) } : facts;
}

function nameIn(facts: Facts): string {
  const document = facts.link.key.kind === 'supplier' ? supplierDraft(facts) : customerDraft(facts);
  return comparedName(document.name);
}
