// Batches: up to thirty independent items in one request, each with an answer or a fault of its own.
import { keyOf, type Company, type Remembered } from './company.ts';
import { knownKind, kindOf } from './entities.ts';
import { faultBody, faults, type Fault } from './faults.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts';
import { runQuery } from './query.ts';
import { recall, remember } from './replay.ts';
import { countRead } from './throttle.ts';
import { write, type Outcome } from './write.ts';

const mostItems = 30;

/** Answers a batch. Queries look at the books before the batch, writes cannot see each other. */
export const runBatch = (
  company: Company,
  body: JsonObject,
  requestId: string | undefined,
): { readonly fault: Fault } | { readonly answer: JsonObject } => {
  const items = objectsAt(body, 'BatchItemRequest');
  if (items.length === 0) return { fault: faults.required('BatchItemRequest') };
  if (items.length > mostItems) return { fault: faults.batchTooBig() };
  company.calls.batchItems += items.length;
  const answers = new Map<JsonObject, JsonObject>();
  for (const item of items) if (isQuery(item)) answers.set(item, queryItem(company, item));
  for (const item of items) if (!isQuery(item)) answers.set(item, writeItem(company, item, requestId));
  company.veil.clear();
  const inOrder = items.map((item) => ({ ...answers.get(item), bId: textAt(item, 'bId') ?? '' }));
  return {
    answer: { BatchItemResponse: company.knobs.shuffleBatchAnswers ? shuffled(company, inOrder) : inOrder },
  };
};

/** The longest item id of a batch: it counts towards the length of the request id. */
export const longestItemId = (body: JsonObject): number =>
  Math.max(0, ...objectsAt(body, 'BatchItemRequest').map((item) => (textAt(item, 'bId') ?? '').length));

const isQuery = (item: JsonObject): boolean => textAt(item, 'Query') !== undefined;

const queryItem = (company: Company, item: JsonObject): JsonObject => {
  const outcome = runQuery(company, textAt(item, 'Query') ?? '');
  if ('fault' in outcome) return faultBody(outcome.fault);
  countRead(company);
  return outcome.answer;
};

const writeItem = (company: Company, item: JsonObject, requestId: string | undefined): JsonObject => {
  const bId = textAt(item, 'bId') ?? '';
  const perItem = requestId !== undefined && company.knobs.requestIdReplay === 'perItem';
  const key = perItem ? `${requestId}\n${bId}` : undefined;
  const known = key === undefined ? undefined : recall(company, key);
  if (known !== undefined) return asObject(known);
  const outcome = perform(company, item, { requestId, bId });
  const shown = 'fault' in outcome ? faultBody(outcome.fault) : outcome.shown;
  if (!('fault' in outcome)) company.calls.writes += 1;
  if (key !== undefined) remember(company, key, { status: 'fault' in outcome ? 400 : 200, body: shown });
  return shown;
};

const asObject = (known: Remembered): JsonObject => objectAt({ known: known.body }, 'known') ?? {};

const perform = (
  company: Company,
  item: JsonObject,
  ids: { readonly requestId: string | undefined; readonly bId: string },
): Outcome => {
  const entity = Object.keys(item).find(
    (key) => objectAt(item, key) !== undefined && kindOf(key) !== undefined,
  );
  if (entity === undefined) return { fault: faults.unsupported('in batch') };
  const operation = operationOf(item, entity);
  if (operation === undefined) return { fault: faults.unsupported(textAt(item, 'operation') ?? '') };
  const body = objectAt(item, entity) ?? {};
  const name = knownKind(entity).name;
  const options = textAt(item, 'optionsData') ?? '';
  const outcome = write(company, {
    entity: name,
    operation,
    body,
    origin: { by: 'api', ...ids },
    allowDuplicateNumber: options.includes('allowduplicatedocnum'),
    keepsHistory: options.includes('donotupdateaccountontxns'),
  });
  if (!('fault' in outcome) && outcome.created) company.veil.add(keyOf(name, outcome.id));
  return outcome;
};

const operationOf = (item: JsonObject, entity: string): 'save' | 'delete' | 'void' | undefined => {
  const { family, voidForm } = knownKind(entity);
  const operation = textAt(item, 'operation');
  if (family === 'fixed') return undefined;
  const voids = operation === 'void' || textAt(item, 'optionsData') === 'void';
  if (voids) return voidForm === 'operation' || voidForm === 'include' ? 'void' : undefined;
  if (operation === 'create' || operation === 'update') return 'save';
  return operation === 'delete' ? 'delete' : undefined;
};

const shuffled = (company: Company, answers: readonly JsonObject[]): readonly JsonObject[] =>
  answers
    .map((answer) => ({ answer, at: company.surroundings.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ answer }) => answer);
