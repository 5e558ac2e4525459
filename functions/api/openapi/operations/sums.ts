// The operations for pages of the source: cards, the banner, the fees of a period, a sale's figures, an invoice's PDF.
import * as z from 'zod';
import { type Operation, param } from '../operation.ts';
import { BANNER, CARD, DEAL, FEES } from '../shapes/sums.ts';

const C = '/v1/connections/{connection}';

export const SUM_OPERATIONS: Readonly<Record<string, Operation>> = {
  [`GET ${C}/records/{kind}/{id}/card`]: {
    name: 'getCard',
    tag: 'records',
    summary: 'One record for a page of the source: its state in a sentence, what to do, and where to go.',
    answers: { 200: { says: 'The card', schema: CARD } },
    example: {
      path: { kind: 'customer', id: 'cus_1' },
      status: 200,
      answer: { state: 'pending', sentence: 'It is about to be looked at.' },
    },
  },
  [`GET ${C}/banner`]: {
    name: 'getBanner',
    tag: 'records',
    summary:
      'Whether a page of the source has to say that records do not sync, and the sentence that says so.',
    answers: { 200: { says: 'The banner', schema: BANNER } },
    example: { status: 200, answer: { show: false } },
  },
  [`GET ${C}/fees`]: {
    name: 'getFees',
    tag: 'proof',
    summary: 'What processors and platforms kept of the payments of a period, by currency. Nothing books it.',
    query: {
      from: param('The first day.', z.iso.date()),
      to: param('The last day; the first unless said.', z.iso.date()),
    },
    answers: { 200: { says: 'The sums', schema: FEES } },
    problems: ['unavailable'],
    example: {
      query: { from: '2026-11-01', to: '2026-11-30' },
      status: 200,
      answer: { currencies: [], booked: false },
    },
  },
  [`GET ${C}/deals/{id}`]: {
    name: 'getDeal',
    tag: 'records',
    summary: 'What a sale shows of its invoices: the figures of the one that changed last in the ledger.',
    answers: { 200: { says: 'The figures', schema: DEAL } },
    problems: ['unavailable'],
  },
  [`GET ${C}/invoices/{id}/pdf`]: {
    name: 'getInvoicePdf',
    tag: 'records',
    summary: 'The invoice as the ledger prints it, where the policy allows it: a metered read.',
    answers: { 200: { says: 'The file', type: 'application/pdf' } },
    problems: ['unavailable'],
  },
};
