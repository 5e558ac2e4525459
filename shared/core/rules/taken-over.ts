// Taken over: customers and cost centres that live in the ledger. What changes there is told; nothing of theirs is ever written.
import type { Rule } from '../decisions.ts';
import { differing, theirHashes, toldOf } from '../fields.ts';
import { fingerprint } from '../fingerprint.ts';
import { editOf } from '../ledger-changes.ts';
import { UNTOLD } from '../settle-telling.ts';
import { isTakenOver } from '../taken-over.ts';
import { lookAtDocument, shownIn, tell } from './both-ways.ts';
import { ruling, wait } from './common.ts';

/**
 * QCS-07, QCS-10..13: a field that is taken over says something else than the source was told, so the source hears of that field
 * and puts it over its own, whatever stands there. An edit of anything else is agreed on in silence. The end of a document is
 * not handed on, and neither is anything of the source's to the ledger.
 */
export const tellTakenOver: Rule = {
  name: 'tell-taken-over',
  decide: (facts) => {
    const { link, policy } = facts;
    const { base, drift, document, source } = link;
    if (!isTakenOver(link.key.kind, policy.policy) || base === undefined || document === undefined)
      return undefined;
    if (document.status !== 'live') return ruling({ type: 'in_sync' }, { ledger: document.status });
    if (drift === undefined) return ruling({ type: 'in_sync' }, { document: document.id });
    const shown = shownIn(facts);
    if (shown === undefined) return lookAtDocument(link);
    const theirs = theirHashes(shown.document);
    const names = toldOf(differing(base.fields?.theirs ?? {}, theirs));
    if (names.length > 0 && facts.mayTell !== true) return wait(UNTOLD);
    const agreed = {
      revision: source?.revision ?? base.revision,
      ours: base.ours,
      theirs: fingerprint(shown.document),
      fields: { ours: base.fields?.ours ?? {}, theirs },
    };
    const changes = names.length === 0 ? [] : [editOf(facts, shown, names)];
    return tell({ changes, agreed }, { fields: names.join(', ') });
  },
};
