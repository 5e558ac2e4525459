// The routes of the API function.
import { json } from '../http/http.ts';
import type { RouteTable } from '../http/serve.ts';
import { open, scoped } from './admit.ts';
import { actOnRecord } from './act-on-record.ts';
import { beginConnect } from './begin-connect.ts';
import { cancelBulk, getBulk, listBulks, planBulk, runBulk } from './bulk.ts';
import { deleteCallback, getCallback, putCallback } from './callback.ts';
import { disconnect } from './disconnect.ts';
import { enterKey } from './enter-key.ts';
import { getExports, postExport } from './exports.ts';
import { findRecords } from './find-records.ts';
import { finishConnect } from './finish-connect.ts';
import { getImport, startImport } from './first-import.ts';
import { getCatalogueCsv, getCatalogueJson } from './get-catalogue.ts';
import { importCatalogue } from './import-catalogue.ts';
import { getAudit } from './get-audit.ts';
import { getMe, getSignIn } from './get-me.ts';
import { getAttempts } from './get-attempts.ts';
import { getBanner, getCard } from './get-card.ts';
import { getChanges } from './get-changes.ts';
import { getCompleteness } from './get-completeness.ts';
import { getConnection } from './get-connection.ts';
import { getReconciliation, listReconciliations } from './get-reconciliation.ts';
import { getOpenApi } from './get-openapi.ts';
import { getDiff } from './get-diff.ts';
import { getRecord } from './get-record.ts';
import { getPdf } from './get-pdf.ts';
import { getDeal, getFees } from './get-sums.ts';
import { getTrace } from './get-trace.ts';
import { getHistory } from './get-history.ts';
import { getProblems } from './get-problems.ts';
import { listConnections } from './list-connections.ts';
import { listRecords } from './list-records.ts';
import { orderRecord } from './order-record.ts';
import { pauseLane, resumeLane } from './pause-lane.ts';
import { dryRunPolicy } from './policy/dry-run-policy.ts';
import { getMappings } from './policy/get-mappings.ts';
import { getPolicy, listPolicyVersions } from './policy/get-policy.ts';
import { getPreflight, runPreflight } from './policy/get-preflight.ts';
import { getPreset, listPresets } from './policy/get-presets.ts';
import { putPolicy } from './policy/put-policy.ts';
import { validatePolicy } from './policy/validate-policy.ts';
import { retryRecord } from './retry-record.ts';
import { getSync, syncInbound } from './sync-inbound.ts';
import { createConnection } from './setup/create-connection.ts';
import { listConnectors } from './setup/connectors.ts';
import { goLive } from './setup/go-live.ts';
import { createKey, listKeys, revokeKey } from './setup/keys.ts';
import { getSigningSecrets, makeSigningSecret, retireSigningSecrets } from './setup/signing-secret.ts';
import { startConnect } from './start-connect.ts';
import { startReconciliation } from './start-reconciliation.ts';

export const API_ROUTES: RouteTable = {
  'GET /v1/health': async () => json(200, { status: 'ok' }),
  'GET /v1/openapi.json': getOpenApi,
  'GET /v1/sign-in': getSignIn,
  'GET /v1/me': open(getMe),
  'GET /v1/connections': open(listConnections),
  'GET /v1/connectors': open(listConnectors),
  'POST /v1/connections': open(createConnection),
  'POST /v1/connections/{connection}/go-live': scoped(goLive),
  'GET /v1/connections/{connection}/keys': scoped(listKeys),
  'POST /v1/connections/{connection}/keys': scoped(createKey),
  'DELETE /v1/connections/{connection}/keys/{key}': scoped(revokeKey),
  'GET /v1/connections/{connection}/signing-secret': scoped(getSigningSecrets),
  'POST /v1/connections/{connection}/signing-secret': scoped(makeSigningSecret),
  'DELETE /v1/connections/{connection}/signing-secret': scoped(retireSigningSecrets),
  'GET /v1/connections/{connection}': scoped(getConnection),
  'GET /v1/connections/{connection}/problems': scoped(getProblems),
  'GET /v1/connections/{connection}/history': scoped(getHistory),
  'POST /v1/connections/{connection}/bulk': scoped(planBulk),
  'GET /v1/connections/{connection}/bulk': scoped(listBulks),
  'GET /v1/connections/{connection}/bulk/{bulk}': scoped(getBulk),
  'POST /v1/connections/{connection}/bulk/{bulk}/run': scoped(runBulk),
  'POST /v1/connections/{connection}/bulk/{bulk}/cancel': scoped(cancelBulk),
  'GET /v1/connections/{connection}/audit': scoped(getAudit),
  'GET /v1/connections/{connection}/completeness': scoped(getCompleteness),
  'POST /v1/connections/{connection}/reconcile': scoped(startReconciliation),
  'GET /v1/connections/{connection}/reconcile': scoped(listReconciliations),
  'GET /v1/connections/{connection}/reconcile/{run}': scoped(getReconciliation),
  'GET /v1/connections/{connection}/changes': scoped(getChanges),
  'GET /v1/connections/{connection}/catalogue.csv': scoped(getCatalogueCsv),
  'GET /v1/connections/{connection}/catalogue.json': scoped(getCatalogueJson),
  'POST /v1/connections/{connection}/catalogue': scoped(importCatalogue),
  'GET /v1/connections/{connection}/sync': scoped((host, request, of) => getSync(host, request, of)),
  'POST /v1/connections/{connection}/sync': scoped(syncInbound),
  'GET /v1/connections/{connection}/import': scoped(getImport),
  'POST /v1/connections/{connection}/import': scoped(startImport),
  'GET /v1/connections/{connection}/callback': scoped(getCallback),
  'PUT /v1/connections/{connection}/callback': scoped(putCallback),
  'DELETE /v1/connections/{connection}/callback': scoped(deleteCallback),
  'GET /v1/presets': open(listPresets),
  'GET /v1/presets/{name}': open(getPreset),
  'GET /v1/connections/{connection}/policy': scoped(getPolicy),
  'PUT /v1/connections/{connection}/policy': scoped(putPolicy),
  'GET /v1/connections/{connection}/policy/versions': scoped(listPolicyVersions),
  'POST /v1/connections/{connection}/policy/validate': scoped(validatePolicy),
  'POST /v1/connections/{connection}/policy/dry-run': scoped(dryRunPolicy),
  'GET /v1/connections/{connection}/mappings': scoped(getMappings),
  'GET /v1/connections/{connection}/preflight': scoped(getPreflight),
  'POST /v1/connections/{connection}/preflight': scoped(runPreflight),
  'GET /v1/connections/{connection}/banner': scoped(getBanner),
  'GET /v1/connections/{connection}/fees': scoped(getFees),
  'GET /v1/connections/{connection}/deals/{id}': scoped(getDeal),
  'GET /v1/connections/{connection}/invoices/{id}/pdf': scoped(getPdf),
  'GET /v1/connections/{connection}/find': scoped(findRecords),
  'GET /v1/connections/{connection}/records': scoped(listRecords),
  'GET /v1/connections/{connection}/records/{kind}/{id}': scoped(getRecord),
  'GET /v1/connections/{connection}/records/{kind}/{id}/card': scoped(getCard),
  'GET /v1/connections/{connection}/records/{kind}/{id}/trace': scoped(getTrace),
  'GET /v1/connections/{connection}/records/{kind}/{id}/attempts': scoped(getAttempts),
  'GET /v1/connections/{connection}/records/{kind}/{id}/diff': scoped(getDiff),
  'POST /v1/connections/{connection}/records/{kind}/{id}/retry': scoped(retryRecord),
  'POST /v1/connections/{connection}/records/{kind}/{id}/keep': scoped(orderRecord('keep')),
  'POST /v1/connections/{connection}/records/{kind}/{id}/restore': scoped(orderRecord('restore')),
  'POST /v1/connections/{connection}/records/{kind}/{id}/unlink': scoped(orderRecord('unlink')),
  'POST /v1/connections/{connection}/records/{kind}/{id}/skip': scoped(orderRecord('skip')),
  'POST /v1/connections/{connection}/records/{kind}/{id}/sync': scoped(actOnRecord('sync')),
  'POST /v1/connections/{connection}/records/{kind}/{id}/unsync': scoped(actOnRecord('unsync')),
  'POST /v1/connections/{connection}/records/{kind}/{id}/adopt': scoped(actOnRecord('adopt')),
  'POST /v1/connections/{connection}/connect': scoped(beginConnect),
  'POST /v1/connections/{connection}/key': scoped(enterKey),
  'POST /v1/connections/{connection}/disconnect': scoped(disconnect),
  'POST /v1/connections/{connection}/export': scoped(postExport),
  'GET /v1/connections/{connection}/exports': scoped(getExports),
  'POST /v1/connections/{connection}/pause': scoped(pauseLane),
  'POST /v1/connections/{connection}/resume': scoped(resumeLane),
  'GET /oauth/quickbooks/start': startConnect,
  'GET /oauth/quickbooks/callback': finishConnect,
  'GET /oauth/hubspot/start': startConnect,
  'GET /oauth/hubspot/callback': finishConnect,
};
