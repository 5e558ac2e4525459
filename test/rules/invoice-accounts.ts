// The rows of the invoices' rulebook about the account that a line names for its item.
import type { Link } from '../../shared/core/links.ts';
import type { Item } from '../../shared/core/records.ts';
import { afterWriting } from '../support/decided.ts';
import { bookedLink, CUSTOMER, factsAbout, ITEM, LINE, linkOf, relating, said } from '../support/facts.ts';
import type { Row } from '../support/rulebook.ts';
import { about } from './invoice-mappings.ts';

const accountMap = { '8000': 'acc_sales', '8100': 'acc_extras' };
const policy = { items: { accountOverride: true, accountMap } };
const withoutOverride = { items: { accountOverride: false, accountMap } };
const booked = afterWriting(factsAbout(ITEM, { policy }));
const item = (changes: Partial<Link> = {}, record: Partial<Item> = {}): Link =>
  linkOf({ ...ITEM, ...record }, { ...booked, source: said({ ...ITEM, ...record }), ...changes });
const beside = (link: Link) => relating(bookedLink(CUSTOMER, 'doc_customer'), link);
const onAccount = (account: string) => ({ lines: [{ ...LINE, account }] });
const notBooked = { document: undefined, base: undefined };

export const ACCOUNT_ROWS: readonly Row[] = [
  {
    by: 'set-item-account',
    when: 'its line names another account than its item is booked on',
    facts: about(onAccount('8100'), { related: beside(item()), policy }),
    says: 'wait item_account for item#itm_1',
    proves: 'KLP-43',
    passes: 'fail-customer-currency',
  },
  {
    by: 'set-item-account',
    when: 'its line names another account, and the item was adopted as it stood in the ledger',
    facts: about(onAccount('8000'), {
      related: beside(item({ base: { revision: 1, ours: 'as found', theirs: 'x' } })),
      policy,
    }),
    says: 'wait item_account for item#itm_1',
    proves: 'KLP-43',
  },
  {
    by: 'set-item-account',
    when: 'its item is not booked and has no account but the one its line names',
    facts: about(onAccount('8100'), {
      related: beside(item(notBooked, { account: undefined })),
      policy: withoutOverride,
    }),
    says: 'wait item_account for item#itm_1',
    proves: 'KLP-42',
  },
  {
    by: 'set-item-account',
    when: 'its line names an account that is not mapped',
    facts: about(onAccount('9999'), { related: beside(item()), policy }),
    says: 'fail income_account_unmapped',
    proves: 'KLP-43',
  },
  {
    by: 'create-or-update',
    when: 'two lines of one item name two accounts, and it stands on the last one',
    facts: about(
      {
        lines: [
          { ...LINE, account: '8100' },
          { ...LINE, account: '8000' },
        ],
      },
      { related: beside(item()), policy },
    ),
    says: 'write create',
    proves: 'KLP-43',
  },
  {
    by: 'create-or-update',
    when: 'its line names another account, but the policy does not let lines set it',
    facts: about(onAccount('8100'), { related: beside(item()), policy: withoutOverride }),
    says: 'write create',
    proves: 'KLP-43',
    passes: 'set-item-account',
  },
  {
    by: 'create-or-update',
    when: 'its line names the account that its item is booked on',
    facts: about(onAccount('8000'), { related: beside(item()), policy }),
    says: 'write create',
    proves: 'KLP-43',
  },
];
