// What a decision says in a few words, and what the link looks like after it was carried out: for tables and stories.
import { decide } from '../../shared/core/decide.ts';
import type { Decision, Facts } from '../../shared/core/decisions.ts';
import type { LedgerDocument, Snapshot } from '../../shared/core/documents.ts';
import type { Link } from '../../shared/core/links.ts';
import { settleDecision, settleWrite } from '../../shared/core/settle.ts';
import type { Intent } from '../../shared/core/writes.ts';

/** `write create`, `fail tax_unmapped`, `wait customer for customer#1`: one decision as a cell of a table. */
export function inWords(decision: Decision): string {
  switch (decision.type) {
    case 'in_sync':
      return 'in_sync';
    case 'skip':
      return `skip ${decision.reason}${decision.state === 'not_synced' ? ' as not_synced' : ''}`;
    case 'wait':
      return `wait ${decision.reason}${ofWhom(decision)}`;
    case 'fail':
      return `fail ${decision.problem.code}${ofWhom(decision)}`;
    case 'ask':
      return `ask ${decision.task}`;
    case 'adopt':
      return `adopt ${decision.snapshot.ref.id}`;
    case 'look':
      return `look at ${decision.at}`;
    case 'tell':
      return ['tell', ...decision.changes.map(({ type }) => type)].join(' ');
    case 'write':
      return `write ${decision.operation}`;
    case 'cascade':
      return `${decision.how} first ${decision.keys.join(', ')}`;
  }
}

function ofWhom({ waitsFor }: { readonly waitsFor?: string | undefined }): string {
  return waitsFor === undefined ? '' : ` for ${waitsFor}`;
}

/** The document a decision would write; throws when it writes none, which is what the test wants to hear of. */
export function draftOf(facts: Facts): LedgerDocument {
  const { rule, decision } = decide(facts);
  if (decision.type !== 'write') throw new Error(`${rule} does not write: ${inWords(decision)}`);
  return decision.document;
}

/** A document as the ledger shows it in the answer to our write of it. */
export function shown(
  document: LedgerDocument,
  id: string,
  changes: Partial<Snapshot> & { readonly revision?: string } = {},
): Snapshot {
  const { revision = '0', ...rest } = changes;
  return { ref: { type: document.type, id, revision, updatedAt: 1 }, status: 'live', document, ...rest };
}

/** The link after its decision to write was carried out and the ledger showed exactly what was sent. */
export function afterWriting(facts: Facts): Link {
  const { rule, values, decision } = decide(facts);
  if (decision.type !== 'write') throw new Error(`${rule} does not write: ${inWords(decision)}`);
  const { link, now, policy } = facts;
  const { document, operation } = decision;
  const target = operation === 'create' ? undefined : link.document;
  const intent: Intent = {
    bId: '0',
    key: link.key,
    operation,
    document,
    target,
    revision: link.source?.revision ?? 0,
    lineAccount: link.lineAccount?.code,
    rule,
    values,
    policyVersion: policy.version,
  };
  const id = target?.id ?? `doc_${document.type}`;
  const snapshot = shown(document, id, { revision: target === undefined ? '0' : `${target.revision}+1` });
  return settleWrite(link, { intent, outcome: { type: 'done', snapshot }, seq: 1, now }).link;
}

/** The link after a decision, whatever it was. */
export function afterDeciding(facts: Facts): Link {
  const decided = decide(facts);
  if (decided.decision.type === 'write') return afterWriting(facts);
  return settleDecision(facts.link, decided, facts.policy.version, facts.now) ?? facts.link;
}
