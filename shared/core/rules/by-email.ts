// By e-mail: a customer of the source is the one of the ledger that has his address, whatever he is called there (C3).
import type { Facts, Rule } from '../decisions.ts';
import type { CustomerDocument, Snapshot } from '../documents.ts';
import { mergesFields } from '../fields.ts';
import { fail, ruling } from './common.ts';

/** Asked once, before he is made. Who has no address, or whose address the ledger does not have, is known by his name. */
export function linkByEmail(draft: (facts: Facts) => CustomerDocument): Rule {
  return {
    name: 'link-by-email',
    decide: (facts) => {
      const { link, policy, abilities, sameEmail } = facts;
      const isAsked = policy.policy.customers.matchKey === 'email' && abilities.findsByEmail === true;
      if (!isAsked || link.document !== undefined) return undefined;
      const ours = draft(facts);
      const { email } = ours;
      if (email === undefined || !ours.active) return undefined;
      if (sameEmail === undefined) return ruling({ type: 'look', at: 'email', email }, { email });
      const same = sameEmail.candidates.filter((one) => isSame(ours, one));
      const named = same.filter(({ document }) => document?.type === 'customer' && isNamed(ours, document));
      const [snapshot, ...more] = named.length > 0 ? named : same;
      if (snapshot === undefined) return undefined;
      if (more.length > 0)
        return fail('customer_ambiguous', { email, customers: same.map(({ ref }) => ref.id).join(', ') });
      const merges = mergesFields(link.key.kind, policy.policy);
      const { id: document } = snapshot.ref;
      // They have an address in common and not more: a later edit of the telephone does not rename him.
      return ruling({ type: 'adopt', snapshot, document: ours, merges, keeps: true }, { document });
    },
  };
}

function isSame(ours: CustomerDocument, { status, document }: Snapshot): boolean {
  if (status !== 'live' || document?.type !== 'customer' || !document.active) return false;
  const { email, currency } = document;
  if (email?.toLowerCase() !== ours.email?.toLowerCase()) return false;
  // A ledger's customer has one currency for good.
  return ours.currency === undefined || currency === undefined || ours.currency === currency;
}

function isNamed(ours: CustomerDocument, theirs: CustomerDocument): boolean {
  return theirs.name.toLowerCase() === ours.name.toLowerCase();
}
