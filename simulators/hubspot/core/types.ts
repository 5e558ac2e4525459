// The words the parts of the HubSpot simulator share: requests, answers, and changes with who made them.
import { z } from 'zod';

export type { SimAnswer, SimRequest, Surroundings } from '../../quickbooks/core/types.ts';

/** Who changes something, in HubSpot's words: `INTEGRATION` and an app id, `CRM_UI` and `userId:7`. */
export const originSchema = z.object({ source: z.string(), sourceId: z.string() });

/** See `originSchema`. */
export type Origin = z.infer<typeof originSchema>;

/** What HubSpot itself works out: totals, balances, the status of an invoice that was paid. */
export const CALCULATED: Origin = { source: 'CALCULATED', sourceId: 'invoice-totals' };

/** One thing that happened to one record; webhooks and journal entries are made of these. */
export const changeSchema = z.object({
  portalId: z.number(),
  /** Milliseconds since 1970, UTC. */
  at: z.number(),
  action: z.enum([
    'create',
    'update',
    'delete',
    'restore',
    'merge',
    'privacyDelete',
    'associate',
    'dissociate',
    'install',
    'uninstall',
  ]),
  typeId: z.string(),
  id: z.string(),
  origin: originSchema,
  /** The properties that got another value, those excepted that HubSpot is silent about. */
  changed: z.record(z.string(), z.string()),
  link: z
    .object({
      toTypeId: z.string(),
      toId: z.string(),
      category: z.string(),
      typeId: z.number(),
      primary: z.boolean(),
    })
    .optional(),
  merge: z
    .object({ primaryId: z.string(), mergedIds: z.array(z.string()), newId: z.string(), moved: z.number() })
    .optional(),
});

/** See `changeSchema`. */
export type Change = z.infer<typeof changeSchema>;
