// Claim name: before a party is booked its name is claimed among the connection's parties, and whoever has it is told.
import type { Facts } from '../../shared/core/decisions.ts';
import { keyText, type RecordKey } from '../../shared/core/records.ts';
import { customerDraft } from '../../shared/core/rules/customers.ts';
import { claimsNames, comparedName, keepsName, usesName } from '../../shared/core/rules/parties.ts';
import { supplierDraft } from '../../shared/core/rules/suppliers.ts';
import type { Host } from '../../shared/host/host.ts';

/** The facts with the record that holds the name, if another one does. Costs a write, where the policy wants it. */
export async function withNamesake(host: Host, facts: Facts): Promise<Facts> {
  const { key } = facts.link;
  if (!needsName(facts)) return facts;
  const name = nameIn(facts);
  const holder = await host.links.claimName(key, name);
  if (holder === undefined) return facts;
  if (await hasRight(host, facts, holder)) return { ...facts, namesake: keyText(holder) };
  const quicker = await host.links.claimName(key, name, holder);
  return quicker === undefined ? facts : { ...facts, namesake: keyText(quicker) };
}

/** The same without claiming anything, for those who only plan. */
export async function withHolder(host: Host, facts: Facts): Promise<Facts> {
  const { key } = facts.link;
  const holder = needsName(facts) ? await host.links.holderOfName(key.connection, nameIn(facts)) : undefined;
  if (holder === undefined || keyText(holder) === keyText(key)) return facts;
  return (await hasRight(host, facts, holder)) ? { ...facts, namesake: keyText(holder) } : facts;
}

function needsName({ link, policy }: Facts): boolean {
  return claimsNames(link.key.kind, policy.policy) && usesName(link);
}

/** Who was renamed, ended or kept out since he claimed the name has no right to it, and never comes to give it back. */
async function hasRight(host: Host, facts: Facts, holder: RecordKey): Promise<boolean> {
  const [link] = await host.links.read([holder]);
  return link !== undefined && keepsName(link) && nameIn({ ...facts, link }) === nameIn(facts);
}

function nameIn(facts: Facts): string {
  const document = facts.link.key.kind === 'supplier' ? supplierDraft(facts) : customerDraft(facts);
  return comparedName(document.name);
}
