// Who may ask what: for each route the least role of a person, whether keys of products may ask as well, and its word in the audit.
import type { Role } from '../../shared/core/roles.ts';

export interface Access {
  readonly least: Role;
  /** A key of the API is enough, for the connections that it was made for. */
  readonly keys: boolean;
  /** What the audit calls it; absent where nothing is done. */
  readonly does?: string | undefined;
}

const C = '/v1/connections/{connection}';
const ONE = `${C}/records/{kind}/{id}`;

/** Looking changes nothing: whoever may sign in may look, and every key at its own connections. */
const look: Access = { least: 'viewer', keys: true };
/** Looks that concern people, or more than one connection. */
const peopleLook: Access = { least: 'viewer', keys: false };
/** The day's work. */
const work = (does?: string): Access => ({ least: 'operator', keys: true, does });
/** What changes how everything is booked, or who may reach the books. */
const rule = (does: string): Access => ({ least: 'admin', keys: true, does });
/** Who may send for a connection, and whether it is live: no key decides that, not even its own. */
const setUp = (does: string): Access => ({ least: 'admin', keys: false, does });

export const ACCESS: Readonly<Record<string, Access>> = {
  'GET /v1/me': peopleLook,
  'GET /v1/presets': look,
  'GET /v1/presets/{name}': look,
  'GET /v1/connectors': peopleLook,
  'GET /v1/connections': peopleLook,
  [`GET ${C}/keys`]: peopleLook,
  [`GET ${C}/signing-secret`]: peopleLook,
  [`GET ${C}`]: look,
  [`GET ${C}/problems`]: look,
  [`GET ${C}/history`]: look,
  [`GET ${C}/bulk`]: look,
  [`GET ${C}/bulk/{bulk}`]: look,
  [`GET ${C}/audit`]: peopleLook,
  [`GET ${C}/completeness`]: look,
  [`GET ${C}/reconcile`]: look,
  [`GET ${C}/reconcile/{run}`]: look,
  [`GET ${C}/changes`]: look,
  [`GET ${C}/catalogue.csv`]: look,
  [`GET ${C}/catalogue.json`]: look,
  [`GET ${C}/sync`]: look,
  [`GET ${C}/import`]: look,
  [`GET ${C}/callback`]: look,
  [`GET ${C}/policy`]: look,
  [`GET ${C}/policy/versions`]: look,
  [`GET ${C}/mappings`]: look,
  [`GET ${C}/preflight`]: look,
  [`GET ${C}/find`]: look,
  [`GET ${C}/records`]: look,
  [`GET ${ONE}`]: look,
  [`GET ${ONE}/trace`]: look,
  [`GET ${ONE}/attempts`]: look,
  [`GET ${ONE}/diff`]: look,
  [`GET ${ONE}/card`]: look,
  [`GET ${C}/banner`]: look,
  [`GET ${C}/fees`]: look,
  [`GET ${C}/deals/{id}`]: look,
  [`GET ${C}/invoices/{id}/pdf`]: look,
  [`GET ${C}/exports`]: look,

  [`POST ${ONE}/retry`]: work('retry'),
  [`POST ${ONE}/keep`]: work('keep'),
  [`POST ${ONE}/restore`]: work('restore'),
  [`POST ${ONE}/unlink`]: work('unlink'),
  [`POST ${ONE}/skip`]: work('skip'),
  [`POST ${ONE}/sync`]: work('sync'),
  [`POST ${ONE}/unsync`]: work('unsync'),
  [`POST ${ONE}/adopt`]: work('adopt'),
  [`POST ${C}/bulk`]: work(),
  [`POST ${C}/bulk/{bulk}/run`]: work('bulk_run'),
  [`POST ${C}/bulk/{bulk}/cancel`]: work('bulk_cancel'),
  [`POST ${C}/reconcile`]: work('reconcile'),
  [`POST ${C}/catalogue`]: work('import_catalogue'),
  [`POST ${C}/sync`]: work('sync_inbound'),
  [`POST ${C}/import`]: work('first_import'),
  [`POST ${C}/preflight`]: work('preflight'),
  [`POST ${C}/policy/validate`]: work(),
  [`POST ${C}/policy/dry-run`]: work(),
  [`POST ${C}/export`]: work('export'),
  [`POST ${C}/pause`]: work('pause'),
  [`POST ${C}/resume`]: work('resume'),

  [`PUT ${C}/policy`]: rule('save_policy'),
  [`PUT ${C}/callback`]: rule('set_callback'),
  [`DELETE ${C}/callback`]: rule('remove_callback'),
  'POST /v1/connections': setUp('create_connection'),
  [`POST ${C}/go-live`]: setUp('go_live'),
  [`POST ${C}/keys`]: setUp('create_key'),
  [`DELETE ${C}/keys/{key}`]: setUp('revoke_key'),
  [`POST ${C}/signing-secret`]: setUp('make_signing_secret'),
  [`DELETE ${C}/signing-secret`]: setUp('retire_signing_secrets'),
  [`POST ${C}/connect`]: rule('connect'),
  [`POST ${C}/key`]: rule('enter_key'),
  [`POST ${C}/disconnect`]: rule('disconnect'),
};
