// Acts of a user in the QuickBooks UI: what happens to the books without the API being asked.
import { moveMoney } from './act-money.ts';
import { done, edit, rowOf, version } from './act-writes.ts';
import { keyOf, type Company, type Row } from './company.ts';
import type { UiAct } from './contract.ts';
import { knownKind } from './entities.ts';
import { setExchangeRate } from './exchange-rates.ts';
import { without, type JsonObject } from './json.ts';
import { mergeInto } from './merges.ts';
import { mergePreferences } from './preferences.ts';
import { view } from './view.ts';

/** Does an act; gives the object it made or changed. An act the UI would refuse is a mistake of the script. */
export const doAct = (company: Company, act: UiAct): unknown => {
  switch (act.act) {
    case 'create':
      return done(company, { entity: act.entity, operation: 'save', body: act.object });
    case 'edit':
      return edit(company, act.entity, act.id, act.fields);
    case 'copy':
      return done(company, {
        entity: act.entity,
        operation: 'save',
        body: copied(rowOf(company, act.entity, act.id)),
      });
    case 'void':
    case 'delete':
      return done(company, {
        entity: act.entity,
        operation: act.act,
        body: version(company, act.entity, act.id),
      });
    case 'makeInactive':
      return edit(company, act.entity, act.id, { Active: false });
    case 'makeActive':
      return edit(company, act.entity, act.id, { Active: true });
    case 'rename':
      return edit(company, act.entity, act.id, {
        [knownKind(act.entity).nameScope?.field ?? 'Name']: act.name,
      });
    case 'merge':
      return mergeInto(
        company,
        rowOf(company, act.entity, act.winnerId),
        rowOf(company, act.entity, act.loserId),
      );
    case 'receivePayment':
    case 'applyCredit':
    case 'applyPayment':
    case 'payBill':
    case 'depositPayments':
      return moveMoney(company, act);
    case 'matchToBank':
    case 'unmatchFromBank':
      return match(company, act);
    case 'setExchangeRate':
    case 'closeBooks':
    case 'reopenBooks':
    case 'cancelSubscription':
    case 'restoreSubscription':
    case 'setPreferences':
      return administer(company, act);
  }
};

type AdminAct = Extract<
  UiAct,
  {
    act:
      | 'setExchangeRate'
      | 'closeBooks'
      | 'reopenBooks'
      | 'cancelSubscription'
      | 'restoreSubscription'
      | 'setPreferences';
  }
>;

const administer = (company: Company, act: AdminAct): unknown => {
  switch (act.act) {
    case 'setExchangeRate': {
      const body = { SourceCurrencyCode: act.currency, Rate: act.rate, AsOfDate: act.date };
      const set = setExchangeRate(company, body, { by: 'ui' });
      if ('fault' in set) throw new Error(`${set.fault.code}: ${set.fault.detail}`);
      return view(company, set.row);
    }
    case 'closeBooks': {
      company.state = {
        ...company.state,
        closedThrough: act.date,
        closedWithPassword: act.password ?? false,
      };
      return shownPreferences(company, { AccountingInfoPrefs: { BookCloseDate: act.date } });
    }
    case 'reopenBooks': {
      company.state = { ...company.state, closedThrough: undefined, closedWithPassword: false };
      return shownPreferences(company, { AccountingInfoPrefs: { BookCloseDate: undefined } });
    }
    case 'cancelSubscription':
    case 'restoreSubscription':
      company.state = { ...company.state, subscriptionEnded: act.act === 'cancelSubscription' };
      return undefined;
    case 'setPreferences':
      return shownPreferences(company, act.preferences);
  }
};

const shownPreferences = (company: Company, preferences: JsonObject): JsonObject =>
  view(company, mergePreferences(company, preferences, 'ui'));

// A copy takes the memo along, and with it any marker an integration has left there.
const copied = (row: Row): JsonObject => ({
  ...without(row.fields, 'DocNumber', 'LinkedTxn', 'DeliveryInfo', 'PurchaseEx', 'Deposit', 'EmailStatus'),
});

type BankAct = Extract<UiAct, { act: 'matchToBank' | 'unmatchFromBank' }>;

// What is matched with a line of the bank's statement is settled: the API can neither void nor delete it.
const match = (company: Company, act: BankAct): unknown => {
  const row = rowOf(company, act.entity, act.id);
  const key = keyOf(row.entity, row.id);
  if (act.act === 'matchToBank') company.matched.add(key);
  else company.matched.delete(key);
  return view(company, row);
};
