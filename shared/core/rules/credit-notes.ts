// The rulebook of credit notes: what an invoice is less than it was.
import type { Rule } from '../decisions.ts';
import { skip } from './common.ts';

export const CREDIT_NOTE_RULES: readonly Rule[] = [
  { name: 'skip-kind-not-built', decide: () => skip('kind_not_built') },
];
