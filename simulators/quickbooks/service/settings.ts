// The switches of the simulator's service side: what they are called, their defaults, and how they are changed.
import { z } from 'zod';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const share = z.number().min(0).max(1);
const milliseconds = z.number().int().min(0);

const app = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Where the authorize page may send the browser. Empty: anywhere, as a simulator has no portal to fill in. */
  redirectUris: z.array(z.string()).readonly(),
  /** Development keys reach sandbox companies only, production keys live ones: a mixture is answered 403/3100. */
  environment: z.enum(['sandbox', 'production']),
});

const oauth = z.strictObject({
  /** The user presses "cancel" on the authorize page. */
  deny: z.boolean(),
  /** The company the user picks; null: the one opened first. `realm_hint` in the address wins. */
  realm: z.string().nullable(),
  codeLifetimeMs: milliseconds,
  accessTokenMs: milliseconds,
  /** A refresh gives a new value once the current one is this old; the old one dies at that moment. */
  rotateAfterMs: milliseconds,
  /** Rotate on every refresh, so that a race of two workers shows at once and not once a day. */
  rotateEveryRefresh: z.boolean(),
  refreshIdleMs: milliseconds,
  refreshHardMs: milliseconds,
  invalidGrantBody: z.enum(['minimal', 'described']),
  /** Whether connecting a company anew ends the tokens of its earlier connection. */
  reconnectEndsEarlierGrants: z.boolean(),
});

const webhooks = z.strictObject({
  /** One address for the whole app. Null: nobody has subscribed, so no event is kept. */
  url: z.string().nullable(),
  verifierToken: z.string().min(1),
  format: z.enum(['cloudevents', 'legacy']),
  contentType: z.enum(['application/cloudevents+json', 'application/json']),
  voidWord: z.enum(['void', 'voided']),
  maxEventsPerPost: z.number().int().min(1).max(1000),
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
  /** A delivery nobody acknowledged holds back all later ones. */
  headOfLine: z.boolean(),
  timeoutMs: milliseconds,
  /** Waiting times after the first, second, … failed attempt; the last one is repeated for ever. */
  retryAfterMs: z
    .array(milliseconds)
    .refine((steps) => (steps.at(-1) ?? 0) > 0, 'the last waiting time is repeated for ever and cannot be 0')
    .readonly(),
});

const sections = { app, oauth, webhooks };

const settingsSchema = z.strictObject(sections);

/** A change of settings: only what is to be different. */
export const settingsPatch = z.strictObject({
  app: app.partial().optional(),
  oauth: oauth.partial().optional(),
  webhooks: webhooks.partial().optional(),
});

/** What the state file keeps of the settings. */
export const storedSettings = settingsSchema;

/** All switches of the service side. */
export type ServiceSettings = z.infer<typeof settingsSchema>;

/** What a caller may give to change them. */
export type ServiceSettingsPatch = z.infer<typeof settingsPatch>;

/** The switches as they stand when nobody has touched them. */
export const defaultSettings: ServiceSettings = {
  app: {
    clientId: 'ABSimulatedQuickBooksClientId0000000000000000001',
    clientSecret: 'simulated-quickbooks-client-secret-00001',
    redirectUris: [],
    environment: 'sandbox',
  },
  oauth: {
    deny: false,
    realm: null,
    // How long an authorization code lives is not documented; a browser is back within seconds.
    codeLifetimeMs: 5 * 60_000,
    accessTokenMs: HOUR,
    rotateAfterMs: DAY,
    rotateEveryRefresh: false,
    refreshIdleMs: 101 * DAY,
    refreshHardMs: 5 * 365 * DAY,
    invalidGrantBody: 'minimal',
    reconnectEndsEarlierGrants: false,
  },
  webhooks: {
    url: null,
    verifierToken: 'simulated-verifier-token-0001',
    format: 'cloudevents',
    contentType: 'application/cloudevents+json',
    voidWord: 'void',
    maxEventsPerPost: 100,
    delayMs: [0, 0],
    duplicate: 0,
    duplicateWithinMs: 60_000,
    reorder: 0,
    reorderWithinMs: 60_000,
    drop: 0,
    headOfLine: true,
    timeoutMs: 3000,
    retryAfterMs: [0, 10_000, 20_000, 30_000, 300_000, 20 * 60_000, 2 * HOUR, 4 * HOUR, 6 * HOUR],
  },
};

/** The settings with a change laid over them. */
export function patchSettings(current: ServiceSettings, patch: ServiceSettingsPatch): ServiceSettings {
  return {
    app: { ...current.app, ...patch.app },
    oauth: { ...current.oauth, ...patch.oauth },
    webhooks: { ...current.webhooks, ...patch.webhooks },
  };
}
