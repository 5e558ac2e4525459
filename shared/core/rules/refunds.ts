// The rulebook of refunds: money given back.
import type { Rule } from '../decisions.ts';
import { skip } from './common.ts';

export const REFUND_RULES: readonly Rule[] = [
  { name: 'skip-kind-not-built', decide: () => skip('kind_not_built') },
];
