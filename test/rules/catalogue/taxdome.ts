// What the TaxDome integration asks for, one sentence a rule, in our own words. `npm run rules` looks for their tests.
import type { AskedRule } from './asked-rule.ts';

export const TAXDOME_RULES: readonly AskedRule[] = [
  {
    id: 'TXD-01',
    says: 'A payment that is in the ledger already and is entered again by hand is not booked twice.',
  },
  { id: 'TXD-02', says: 'A single payment or invoice can be synced when a person asks for it.' },
  { id: 'TXD-03', says: 'A setting says whether payments entered by hand are synced, from then on.' },
  { id: 'TXD-04', says: 'The setting is part of the policy of the connection.' },
  { id: 'TXD-05', says: 'With the setting off, a payment entered by hand stays out.' },
  { id: 'TXD-06', says: 'It can still be synced and unsynced by hand.' },
  { id: 'TXD-07', says: 'Each such payment has its own word on whether it is synced.' },
  { id: 'TXD-08', says: 'Without a word of its own it keeps what the setting said when it was made.' },
  { id: 'TXD-09', says: 'Its own word wins over the setting, for that payment only.' },
  { id: 'TXD-10', says: 'The state of each payment can be asked for at any time.' },
  { id: 'TXD-11', says: 'Its description is noted with the booked payment and changes nothing else.' },
  { id: 'TXD-12', says: 'A payment can be synced from not synced, failed and skipped only.' },
  { id: 'TXD-13', says: 'A payment can be unsynced from synced only.' },
  { id: 'TXD-14', says: 'Both are actions of the API.' },
  { id: 'TXD-15', says: 'Unsync takes the payment out of the books.' },
  { id: 'TXD-16', says: 'Its refunds leave the books before it does.' },
  { id: 'TXD-17', says: 'Without a chosen account money lands on the account for undeposited funds.' },
  {
    id: 'TXD-18',
    says: 'A chosen account must be a bank or another current asset, checked when it is saved.',
  },
  { id: 'TXD-19', says: 'The chosen account is part of the policy.' },
  {
    id: 'TXD-20',
    says: 'An invoice is synced by hand only if its client is synced and it is not in the books yet.',
  },
  { id: 'TXD-21', says: 'Otherwise the answer names the client that has to be synced first.' },
  { id: 'TXD-22', says: 'That, too, is an action of the API.' },
  { id: 'TXD-23', says: 'Invoices are synced, not unsynced, by hand.' },
];
