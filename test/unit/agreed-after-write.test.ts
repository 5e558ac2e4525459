// What both sides agree on after a write in which a person's edit was kept, as a table.
import { expect, test } from 'vitest';
import type { CustomerDocument } from '../../shared/core/documents.ts';
import { agreedAfterWrite, differing, listsOf, ourHashes, theirHashes } from '../../shared/core/fields.ts';

const customer = (fields: Partial<CustomerDocument>): CustomerDocument => ({
  type: 'customer',
  name: 'Guest',
  active: true,
  ...fields,
});

test.each<[string, Partial<CustomerDocument>]>([
  ['the source says another one', { email: 'of-the-source@example.com' }],
  ['the source says none (seed 3306)', {}],
])(
  'KLP-35: an e-mail that a person wrote stays his, and untold, when a phone number is written: %s',
  (_, said) => {
    const by = { email: 'by-hand@example.com' };
    const before = {
      ours: ourHashes(customer({ ...said, phone: '1' })),
      theirs: theirHashes(customer({ ...by, phone: '1' })),
      ...listsOf(['email'], ['email']),
    };
    const sent = customer({ ...by, phone: '2' });
    const after = agreedAfterWrite(before, sent, sent);
    expect(after).toMatchObject({ kept: ['email'], untold: ['email'] });
    // What the source says now is what it said: nothing of it is news.
    expect(differing(after.ours, ourHashes(customer({ ...said, phone: '2' })))).toEqual([]);
  },
);
