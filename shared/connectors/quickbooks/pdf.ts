// PDF: a sales form as QuickBooks prints it. `GET /invoice/{id}/pdf`, `Accept: application/pdf`; one metered read.
import type { Answer } from '../../core/faults.ts';
import type { DocumentId } from '../../storage/ports.ts';
import type { LedgerAccess } from '../ports.ts';
import { type Client, pathOf } from './client.ts';
import { entityOf } from './documents/documents.ts';
import { failureFault, faultOf } from './faults.ts';
import { parseJson } from './json.ts';

/** The file, base64. */
export async function pdf(
  client: Client,
  access: LedgerAccess,
  { type, id }: DocumentId,
): Promise<Answer<string>> {
  const path = `${entityOf(type).name.toLowerCase()}/${encodeURIComponent(id)}/pdf`;
  const answer = await client.fetcher({
    method: 'GET',
    url: client.api + pathOf(access.company, path, undefined),
    headers: { authorization: `Bearer ${access.accessToken}`, accept: 'application/pdf' },
    timeoutMs: access.timeoutMs,
    binary: true,
  });
  if ('failed' in answer) return { ok: false, fault: failureFault(answer.failed, 'read') };
  const text = Buffer.from(answer.text, 'base64').toString();
  if (answer.status === 200 && text.startsWith('%PDF')) return { ok: true, value: answer.text };
  const fault = faultOf({ ...answer, text }, parseJson(text), 'read');
  return { ok: false, fault: fault ?? { fault: 'unexpected', detail: 'the answer is no PDF' } };
}
