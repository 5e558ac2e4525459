// The switches of the simulator's service side: what they are called, their defaults, and how they are changed.
import { z } from 'zod';
import { KINDS } from '../core/catalog.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const share = z.number().min(0).max(1);
const milliseconds = z.number().int().min(0);

const app = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  appId: z.number().int().min(1),
  /** Where the authorize page may send the browser. Empty: anywhere, as a simulator has no portal to fill in. */
  redirectUris: z.array(z.string()).readonly(),
});

const oauth = z.strictObject({
  /** The user presses "cancel" on the authorize page. */
  deny: z.boolean(),
  /** The account the user picks; null: the one opened first. `portal_hint` in the address wins. */
  portal: z.number().nullable(),
  codeLifetimeMs: milliseconds,
  accessTokenMs: milliseconds,
  /** Whether a refresh gives a new refresh token and ends the old one; the documents show no rotation. */
  rotateEveryRefresh: z.boolean(),
  /** Scopes an account cannot grant: optional ones are left out, required ones keep the app from being installed. */
  withheldScopes: z.array(z.string()).readonly(),
  /** When `/oauth/v1` is switched off (changelog: 16 Feb 2027). */
  v1Until: milliseconds,
});

const subscription = z.strictObject({
  /** `object.creation`, …, or in the old form `contact.propertyChange`. */
  subscriptionType: z.string().min(1),
  /** Singular name; the old form has it in its type. */
  objectType: z.string().optional(),
  propertyName: z.string().optional(),
  active: z.boolean().default(true),
});

/** One thing the app wants to be told of, as the project file words it. */
export type Subscription = z.infer<typeof subscription>;

const webhooks = z.strictObject({
  /** One address for the app in all accounts. Null: nobody has subscribed, so no event is kept. */
  url: z.string().nullable(),
  subscriptions: z.array(subscription).max(1000).readonly(),
  /** POSTs under way at once to the app, for each account. */
  maxConcurrentRequests: z.number().int().min(6),
  maxEventsPerPost: z.number().int().min(1).max(100),
  /** Events of so many milliseconds are gathered for one POST. */
  gatherMs: milliseconds,
  /** Each event waits a time drawn evenly from this range before it may be sent. */
  delayMs: z.tuple([milliseconds, milliseconds]).readonly(),
  /** Chance that an event is sent a second time, with the same id, up to `duplicateWithinMs` later. */
  duplicate: share,
  duplicateWithinMs: milliseconds,
  /** Chance that an event is held back up to `reorderWithinMs` and so overtaken by later ones. */
  reorder: share,
  reorderWithinMs: milliseconds,
  /** Chance that an event is never sent at all. */
  drop: share,
  /** Whether the events inside a POST lose their order. */
  shuffle: z.boolean(),
  /** Whether one POST may carry events of several accounts. */
  mixPortals: z.boolean(),
  /** Event ids are not unique by contract; `colliding` shows it. */
  eventIds: z.enum(['random', 'colliding']),
  /** The guide's table calls the member `eventType`. */
  typeKey: z.enum(['subscriptionType', 'eventType']),
  /** Whether a subscription for one end of an association hears of the other end too. */
  associationSides: z.enum(['both', 'own']),
  /** Whether a retry gets a new timestamp and signature, or repeats those of the first attempt. */
  signRetries: z.boolean(),
  timeoutMs: milliseconds,
  /** Waiting times before the retries; after the last one the POST is given up. */
  retryAfterMs: z.array(milliseconds).readonly(),
  /** Each waiting time is up to this share longer or shorter. */
  retryJitter: share,
});

const journal = z.strictObject({
  /** How long an event takes to get into the journal. */
  publishAfterMs: milliseconds,
  keepMs: milliseconds,
  maxEventsPerFile: z.number().int().min(1),
  maxBytesPerFile: z.number().int().min(1000),
  urlLifetimeMs: milliseconds,
});

const sections = { app, oauth, webhooks, journal };

/** What the state file keeps of the settings. */
export const storedSettings = z.strictObject(sections);

/** A change of settings: only what is to be different. */
export const settingsPatch = z.strictObject({
  app: app.partial().optional(),
  oauth: oauth.partial().optional(),
  webhooks: webhooks.partial().optional(),
  journal: journal.partial().optional(),
});

/** The project file of an app's webhooks, `*-hsmeta.json`, as far as it says where to and what. */
export const projectFile = z.object({
  config: z.object({
    settings: z.object({ targetUrl: z.string(), maxConcurrentRequests: z.number().int().min(6).default(10) }),
    subscriptions: z.object({
      crmObjects: z.array(subscription).default([]),
      legacyCrmObjects: z.array(subscription).default([]),
      hubEvents: z.array(subscription).default([]),
    }),
  }),
});

/** All switches of the service side. */
export type ServiceSettings = z.infer<typeof storedSettings>;

/** What a caller may give to change them. */
export type ServiceSettingsPatch = z.input<typeof settingsPatch>;

/** Properties whose changes an app that syncs invoices wants to hear of. */
const WATCHED: Readonly<Record<string, readonly string[]>> = {
  contact: ['email', 'firstname', 'lastname', 'phone', 'address', 'city', 'zip', 'country'],
  company: ['name', 'domain', 'phone', 'address', 'city', 'zip', 'country'],
  deal: ['dealname', 'dealstage', 'amount'],
  product: ['name', 'price', 'hs_sku', 'description'],
  line_item: ['name', 'price', 'quantity', 'amount', 'hs_tax_rate_group_id'],
  invoice: [
    'hs_invoice_status',
    'hs_due_date',
    'hs_invoice_date',
    'hs_amount_billed',
    'hs_balance_due',
    'hs_comments',
  ],
  commerce_payment: ['hs_latest_status', 'hs_refunds_amount', 'hs_initial_amount'],
};
const HAPPENINGS = ['creation', 'deletion', 'restore', 'merge', 'associationChange'];

/** Subscriptions to everything an invoice sync may want to hear of; in force when nobody has set others. */
export const usualSubscriptions: readonly Subscription[] = Object.values(KINDS).flatMap(({ name }) => [
  ...HAPPENINGS.map((event) => ({ subscriptionType: `object.${event}`, objectType: name, active: true })),
  ...(WATCHED[name] ?? []).map((propertyName) => ({
    subscriptionType: 'object.propertyChange',
    objectType: name,
    propertyName,
    active: true,
  })),
]);

/** The switches as they stand when nobody has touched them. */
export const defaultSettings: ServiceSettings = {
  app: {
    clientId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeee0001',
    clientSecret: 'yyyyyyyy-yyyy-4yyy-8yyy-yyyyyyyy0001',
    appId: 54_321,
    redirectUris: [],
  },
  oauth: {
    deny: false,
    portal: null,
    // How long a code lives is not documented; a browser is back within seconds.
    codeLifetimeMs: MINUTE,
    accessTokenMs: 30 * MINUTE,
    rotateEveryRefresh: false,
    withheldScopes: [],
    v1Until: Date.parse('2027-02-16T00:00:00Z'),
  },
  webhooks: {
    url: null,
    subscriptions: usualSubscriptions,
    maxConcurrentRequests: 10,
    maxEventsPerPost: 100,
    gatherMs: 0,
    delayMs: [0, 0],
    duplicate: 0,
    duplicateWithinMs: MINUTE,
    reorder: 0,
    reorderWithinMs: MINUTE,
    drop: 0,
    shuffle: false,
    mixPortals: false,
    eventIds: 'random',
    typeKey: 'subscriptionType',
    associationSides: 'both',
    signRetries: true,
    timeoutMs: 5000,
    // Ten retries "spread out over the next 24 hours, with varying delays": the steps themselves are not documented.
    retryAfterMs: [
      MINUTE,
      5 * MINUTE,
      15 * MINUTE,
      30 * MINUTE,
      HOUR,
      2 * HOUR,
      3 * HOUR,
      4 * HOUR,
      5 * HOUR,
      6 * HOUR,
    ],
    retryJitter: 0.1,
  },
  journal: {
    publishAfterMs: 5000,
    keepMs: 72 * HOUR,
    maxEventsPerFile: 10_000,
    maxBytesPerFile: 5 * 1024 * 1024,
    urlLifetimeMs: 10 * MINUTE,
  },
};

/** The settings with a change laid over them. */
export function patchSettings(current: ServiceSettings, patch: ServiceSettingsPatch): ServiceSettings {
  const read = settingsPatch.parse(patch);
  return {
    app: { ...current.app, ...read.app },
    oauth: { ...current.oauth, ...read.oauth },
    webhooks: { ...current.webhooks, ...read.webhooks },
    journal: { ...current.journal, ...read.journal },
  };
}
