// The catalogue of asked rules, by integration.
import type { AskedRule } from './asked-rule.ts';
import { CLOCK_RULES } from './clock.ts';
import { HUBSPOT_RULES } from './hubspot.ts';
import { KLIPBOARD_RULES } from './klipboard.ts';
import { QICS_RULES } from './qics.ts';
import { TAXDOME_RULES } from './taxdome.ts';

export const ASKED_RULES: readonly AskedRule[] = [
  ...KLIPBOARD_RULES,
  ...TAXDOME_RULES,
  ...CLOCK_RULES,
  ...HUBSPOT_RULES,
  ...QICS_RULES,
];
