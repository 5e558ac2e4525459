// Writes of the ledger as the cells name them: which kind of document, and what is done to it.
import { at, isRecord, listAt, parse, textAt, type JsonRecord } from './json.ts';
import type { LedgerCall } from './ledger.ts';

export interface LedgerWrite {
  readonly subject: string;
  readonly operation: string;
}

/** Parameters of an address that say what is done: `operation=delete`, `include=void`. */
const DONE = /[?&](?:operation|include)=(void|delete)/;

/** The subjects of a call: one of each write in it, or the read. */
export function subjectsOf({ request, op, isWrite }: LedgerCall): readonly LedgerWrite[] {
  if (op === 'POST token') return [{ subject: 'token', operation: 'refresh' }];
  if (!isWrite) return [{ subject: 'read', operation: op }];
  const body = parse(request.body ?? '');
  if (op !== 'POST batch')
    return [written(op.slice('POST '.length), DONE.exec(request.url)?.[1], isRecord(body) ? body : {})];
  return listAt(body, 'BatchItemRequest').flatMap((item) => {
    const [entity, object] =
      Object.entries(isRecord(item) ? item : {}).find(([, one]) => isRecord(one)) ?? [];
    if (entity === undefined || !isRecord(object)) return [];
    const done = textAt(item, 'operation') === 'delete' ? 'delete' : textAt(item, 'optionsData');
    return [written(entity.toLowerCase(), done, object)];
  });
}

const NAMES: Readonly<Record<string, string>> = {
  vendor: 'supplier',
  creditmemo: 'credit_note',
  purchase: 'expense',
  refundreceipt: 'refund_receipt',
};

function written(entity: string, done: string | undefined, object: JsonRecord): LedgerWrite {
  const subject = NAMES[entity] ?? entity;
  if (done === 'void' || done === 'delete') return { subject, operation: done };
  if (at(object, 'Id') === undefined) return { subject, operation: 'create' };
  return { subject, operation: at(object, 'Active') === false ? 'deactivate' : 'update' };
}
