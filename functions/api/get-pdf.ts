// PDF: an invoice as the ledger prints it, fetched when a person asks for it (HUB-28, HUB-30).
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import type { HttpAnswer, HttpRequest } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { accessForPeople } from './access-for-people.ts';
import { findRecord } from './find-record.ts';

/** `GET .../invoices/{id}/pdf`: a metered read of the ledger; nothing of it is kept. */
export async function getPdf(host: Host, request: HttpRequest, connection: Connection): Promise<HttpAnswer> {
  const policy = (await host.connections.policy(connection.id))?.policy;
  if (policy?.attachments.invoicePdf !== 'on_demand')
    return refuse(request, 'not_found', 'The policy lets no PDF be fetched (attachments.invoicePdf).');
  const found = await findRecord(
    host,
    { ...request, path: { ...request.path, kind: 'invoice' } },
    connection,
  );
  if (!found.ok) return found.answer;
  const { document, source } = found.link;
  if (document?.status !== 'live') return refuse(request, 'not_found', 'The invoice is not in the ledger.');
  const at = await accessForPeople(host, connection);
  const printer = at.ok ? at.value : undefined;
  if (printer?.ledger.pdf === undefined)
    return at.ok
      ? refuse(request, 'not_found', 'This ledger prints no PDF.')
      : refuse(request, 'unavailable', `Try again in a minute: ${at.fault.detail}.`);
  const answer = await printer.ledger.pdf(printer.access, { type: document.type, id: document.id });
  if (!answer.ok)
    return answer.fault.fault === 'not_found'
      ? refuse(request, 'not_found', 'The ledger has the invoice no more.')
      : refuse(request, 'unavailable', `The ledger gave no PDF: ${answer.fault.detail}.`);
  const number = source?.record?.kind === 'invoice' ? source.record.number : document.id;
  return {
    status: 200,
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${number.replace(/[^\w.-]/g, '_')}.pdf"`,
      'cache-control': 'private, no-store',
    },
    body: answer.value,
    binary: true,
  };
}
