// The scopes the simulator knows, for installations that are made without a browser.
import { KINDS } from '../core/catalog.ts';

/** Of the Webhooks Journal, held by tokens of the app itself. */
export const JOURNAL_SCOPES: readonly string[] = [
  'developer.webhooks_journal.read',
  'developer.webhooks_journal.subscriptions.read',
  'developer.webhooks_journal.subscriptions.write',
];

/** Everything an app can ask an account for here. */
export const ALL_SCOPES: readonly string[] = [
  'oauth',
  'tax_rates.read',
  'e-commerce',
  ...new Set(
    Object.values(KINDS).flatMap(({ scope }) => [
      `crm.objects.${scope}.read`,
      `crm.objects.${scope}.write`,
      `crm.schemas.${scope}.read`,
      `crm.schemas.${scope}.write`,
    ]),
  ),
];
