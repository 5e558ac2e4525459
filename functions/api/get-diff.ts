// What differs: the record as its source has it, what we last wrote of it, and what stands in the ledger, field by field.
import { diffOf } from '../../shared/core/diff.ts';
import type { Snapshot } from '../../shared/core/documents.ts';
import type { Answer } from '../../shared/core/faults.ts';
import { fingerprint } from '../../shared/core/fingerprint.ts';
import type { Link } from '../../shared/core/links.ts';
import type { Host } from '../../shared/host/host.ts';
import type { Connection } from '../../shared/storage/ports.ts';
import { type HttpAnswer, type HttpRequest, json } from '../http/http.ts';
import { refuse } from '../http/problem.ts';
import { findRecord } from './find-record.ts';
import { writtenAt } from './get-attempts.ts';
import { accessForPeople } from './access-for-people.ts';
import { instant, showRecord } from './show-record.ts';

/** `GET .../records/{kind}/{id}/diff`; with `?fresh=true` the ledger is asked, which is a metered read. */
export async function getDiff(host: Host, request: HttpRequest, connection: Connection): Promise<HttpAnswer> {
  const { fresh } = request.query;
  if (fresh !== undefined && fresh !== 'true' && fresh !== 'false')
    return refuse(request, 'bad_query', 'Correct the query parameter.', [
      { pointer: 'fresh', detail: 'must be true or false' },
    ]);
  const found = await findRecord(host, request, connection);
  if (!found.ok) return found.answer;
  const { link, open } = found;
  const settled = isBooked(link) ? await writtenAt(host, connection, link) : undefined;
  const read = fresh === 'true' ? await readNow(host, connection, link) : undefined;
  const ledger = read?.ok === true ? read.value : undefined;
  const fields = diffOf({
    record: link.source?.record,
    written: settled?.intent.document,
    ledger,
  });
  return json(200, {
    record: showRecord(link, open),
    revisions: { source: link.source?.revision, written: link.base?.revision },
    ledger: ledgerOf(host, link, read),
    fields,
    differing: fields.filter(({ differs }) => differs.length > 0).map(({ field }) => field),
  });
}

const isBooked = ({ document, base }: Link): boolean => document !== undefined && base !== undefined;

/** The document as it stands now. */
async function readNow(
  host: Host,
  connection: Connection,
  { document }: Link,
): Promise<Answer<Snapshot | undefined>> {
  if (document === undefined) return { ok: true, value: undefined };
  const at = await accessForPeople(host, connection);
  if (!at.ok) return at;
  if (at.value === undefined) return { ok: true, value: undefined };
  const { ledger, access } = at.value;
  const answer = await ledger.read(access, [{ type: document.type, id: document.id }]);
  return answer.ok ? { ok: true, value: answer.value[0] } : answer;
}

function ledgerOf(host: Host, { document, base }: Link, read: Answer<Snapshot | undefined> | undefined) {
  if (document === undefined) return undefined;
  const { type, id } = document;
  if (read === undefined) return { type, id, read: false };
  if (!read.ok) return { type, id, read: false, fault: read.fault.fault, detail: read.fault.detail };
  const { value } = read;
  const isEdited =
    value?.document !== undefined && base !== undefined && fingerprint(value.document) !== base.theirs;
  return {
    type,
    id,
    read: true,
    readAt: instant(host.clock.now()),
    status: value?.status,
    revision: value?.ref.revision,
    // Compared with what the ledger showed when we wrote: some fields it words in its own way.
    edited: isEdited,
  };
}
