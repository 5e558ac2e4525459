// The office's corpus: seeds that failed once, with what they found. They are run first, for ever.

export const OFFICE_CORPUS: readonly { readonly seed: number; readonly found: string }[] = [
  { seed: 15, found: 'a worker died between pointer and link: what changed meanwhile was never told' },
  {
    seed: 52,
    found: 'an invoice that failed for want of its customer was woken by an index that did not know it yet',
  },
  {
    seed: 326,
    found: 'customers that were made while the first import stood still for a night were never told',
  },
  { seed: 379, found: 'a worker with older lists failed an invoice after the new account was known' },
  {
    seed: 61,
    found:
      'a customer that was stored and not linked was linked by a look at what is due, and his changes not told',
  },
  {
    seed: 640,
    found: 'the calls of a look in vain were not counted, and the hour was spent twice',
  },
  {
    seed: 406,
    found:
      'through a night without the ledger copies of the same looks went back as copies, and became more without end',
  },
];
