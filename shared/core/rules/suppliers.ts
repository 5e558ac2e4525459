// The rulebook of suppliers: who is paid.
import type { Rule } from '../decisions.ts';
import { skip } from './common.ts';

export const SUPPLIER_RULES: readonly Rule[] = [
  { name: 'skip-kind-not-built', decide: () => skip('kind_not_built') },
];
