// Line accounts: a line of an invoice may name the account that its item's income goes to (KLP-42, KLP-43).
import type { Facts, Rule, Ruling } from '../decisions.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Link } from '../links.ts';
import { keyText, type InvoiceLine } from '../records.ts';
import { fail, hasEnded, recordOf, ruling } from './common.ts';
import { incomeAccountOf, itemDraft, lineAccountOf, mappedItem } from './items.ts';

/** A ledger books a line on the account of its item: so the item takes the line's account before the invoice is booked. */
export const setItemAccount: Rule = {
  name: 'set-item-account',
  decide: (facts) => {
    const lines = (recordOf(facts.link, 'invoice')?.lines ?? []).filter(
      ({ account }) => account !== undefined,
    );
    // An item has one account: where two lines of one item differ, the last one counts, or each would undo the other.
    for (const line of new Map(lines.map((one) => [one.itemId, one])).values()) {
      const said = ofLine(facts, line);
      if (said !== undefined) return said;
    }
    return undefined;
  },
};

function ofLine(facts: Facts, line: InvoiceLine): Ruling | undefined {
  const { items } = facts.policy.policy;
  const { itemId, account: code } = line;
  const uses = items.onMissing === 'create' && mappedItem(facts, line) === undefined;
  if (!uses || itemId === undefined || code === undefined) return undefined;
  const name = keyText({ kind: 'item', id: itemId });
  const item = facts.related.get(name);
  // What stands in the way of the item itself is for the rule that looks for the lines' items.
  if (item?.source === undefined || hasEnded(item) || item.hold !== undefined) return undefined;
  if (item.document !== undefined && item.document.status !== 'live') return undefined;
  const isItsOwn = item.document !== undefined || recordOf(item, 'item')?.account !== undefined;
  if (isItsOwn && !items.accountOverride) return undefined;
  if (incomeAccountOf(facts, code) === undefined) return fail('income_account_unmapped', { account: code });
  if (stands(facts, item, code)) return undefined;
  const lineAccount = { code, by: keyText(facts.link.key), revision: item.source.revision };
  return ruling(
    { type: 'wait', reason: 'item_account', waitsFor: name, asks: { lineAccount } },
    { item: itemId, account: code },
  );
}

/** Whether the item stands in the ledger on this account, as far as we wrote it. */
function stands(facts: Facts, item: Link, code: string): boolean {
  const set = lineAccountOf(item);
  if (set !== undefined) return set === code && item.lineAccount?.written === true;
  const draft = itemDraft({ ...facts, link: item });
  return recordOf(item, 'item')?.account === code && item.base?.ours === fingerprint(draft);
}
