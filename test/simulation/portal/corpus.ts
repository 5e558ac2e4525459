// The portal's corpus: seeds that once failed, with what they found. They are run first, for ever.

export const PORTAL_CORPUS: readonly { readonly seed: number; readonly found: string }[] = [
  { seed: 2, found: 'an account that was not made ready: what it was told was refused for good' },
  { seed: 7, found: 'an invoice and its payment mirrored without their customer, whose notice was lost' },
  { seed: 12, found: 'what was named before an account rested was found by no later search' },
  {
    seed: 19,
    found: 'a document that changed before its mirror was linked: two totals, and both called synced',
  },
  {
    seed: 24,
    found: 'an edit in the account was written over by one of the books that had been told before',
  },
  { seed: 35, found: 'the same the other way round, under a policy that shows conflicts' },
  {
    seed: 140,
    found:
      'two edits of the books told together: the echo of the first passed for the account’s word, and won over the second',
  },
  {
    seed: 153,
    found: 'nothing in the engine: the judge took a change for untold that was seen to have arrived',
  },
  { seed: 380, found: 'the same as 140, beside an edit in the account' },
];
