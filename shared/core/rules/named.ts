// Named: a person, or the source itself, says which document of the ledger a record is. It is linked, and nothing is written.
import type { Facts, Rule } from '../decisions.ts';
import { type DocumentId, documentName, documentTypeOf, type LedgerDocument } from '../documents.ts';
import { mergesFields } from '../fields.ts';
import type { Link } from '../links.ts';
import { takenFrom } from '../mirrors.ts';
import type { Policy } from '../policy.ts';
import { fail, ruling } from './common.ts';

/** Looks at the named document, once, and links the two. What differs stays until the source speaks again. */
export function adoptNamed(draft: (facts: Facts) => LedgerDocument): Rule {
  return {
    name: 'adopt-named-document',
    decide: (facts) => {
      const { link, policy, others, namedOwner } = facts;
      const name = namedDocument(link, policy.policy);
      if (name === undefined) return undefined;
      const { id } = name;
      const snapshot = others?.get(documentName(name));
      const values = { document: id };
      if (namedOwner !== undefined) return fail('document_taken', { document: id, other: namedOwner });
      if (snapshot === undefined) return ruling({ type: 'look', at: 'others', documents: [name] }, values);
      if (snapshot.status !== 'live')
        return fail('reference_gone', {
          detail: `the document ${id} that was named for it is ${snapshot.status}`,
        });
      const merges = mergesFields(link.key.kind, policy.policy);
      // Whoever is known by his address may be called otherwise.
      const keeps = link.key.kind === 'customer' && policy.policy.customers.matchKey === 'email';
      return ruling({ type: 'adopt', snapshot, document: draft(facts), merges, keeps }, values);
    },
  };
}

/** The document that was named for a record, as long as it is linked with none that stands in the ledger. */
export function namedDocument(link: Link, policy: Policy): DocumentId | undefined {
  const id = namedBy(link);
  if (id === undefined || link.document?.status === 'live') return undefined;
  return { type: documentTypeOf(link.key.kind, policy), id };
}

/** A person's word counts more than the source's; the source's only as long as there is no document. */
function namedBy({ named, document, source }: Link): string | undefined {
  if (named !== undefined) return named;
  return document === undefined ? takenFrom(source?.record) : undefined;
}
