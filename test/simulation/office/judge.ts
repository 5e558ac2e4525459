// The verdict on an office at rest: each form exactly once in the books with its last word, each file exactly once beside it.
import { z } from 'zod';
import type { Form, Plan } from './plan.ts';
import type { Office } from './world.ts';

const BOOKING = z.looseObject({ id: z.string(), factuurnummer: z.string(), factuurbedrag: z.number() });
const FILE = z.looseObject({ parentId: z.string(), fileName: z.string() });

export async function judge(office: Office, plan: Plan): Promise<readonly string[]> {
  const { objects, writeLog } = office.books();
  const bookings = (objects['verkoopboekingen'] ?? []).map((one) => BOOKING.parse(one));
  const files = (objects['documenten'] ?? []).map((one) => FILE.parse(one));
  const violations: string[] = [];
  for (const form of plan.forms) {
    const mine = bookings.filter(({ factuurnummer }) => factuurnummer === form.number);
    violations.push(...judgeBooks(form, mine));
    const made = writeLog.filter(
      ({ resource, operation, by }) =>
        by === 'api' && resource === 'verkoopboekingen' && operation === 'create',
    );
    if (made.length > plan.forms.length + removed(writeLog))
      violations.push('more bookings were made than there are forms');
    const beside = files.filter(({ parentId }) => mine.some(({ id }) => id === parentId));
    const wanted = form.hasFile && !form.ends ? 1 : 0;
    if (beside.length !== wanted) violations.push(`${form.number} has ${beside.length} files, not ${wanted}`);
    violations.push(...(await judgeHealth(office, form)));
  }
  const strange = bookings.filter(({ factuurnummer }) =>
    plan.forms.every(({ number }) => number !== factuurnummer),
  );
  violations.push(...strange.map(({ factuurnummer }) => `${factuurnummer} is nobody's`));
  return [...new Set(violations)];
}

function removed(writeLog: readonly { readonly resource: string; readonly operation: string }[]): number {
  return writeLog.filter(
    ({ resource, operation }) => resource === 'verkoopboekingen' && operation === 'delete',
  ).length;
}

function judgeBooks(form: Form, mine: readonly z.infer<typeof BOOKING>[]): readonly string[] {
  if (form.ends) return mine.length === 0 ? [] : [`${form.number} ended and is in the books`];
  const [only] = mine;
  if (only === undefined || mine.length > 1) return [`${form.number} is ${mine.length} times in the books`];
  const vat = Math.round((form.cents * 21) / 100 + 1e-9);
  const sum = (form.cents + vat) / 100;
  const wanted = form.kind === 'credit_note' ? -sum : sum;
  return Math.abs(only.factuurbedrag - wanted) < 0.001
    ? []
    : [`${form.number} is ${only.factuurbedrag} in the books, not ${wanted}`];
}

async function judgeHealth(office: Office, form: Form): Promise<readonly string[]> {
  const kinds = form.hasFile && !form.ends ? ([form.kind, 'attachment'] as const) : ([form.kind] as const);
  const found: string[] = [];
  for (const kind of kinds) {
    const link = await office.link(kind, kind === 'attachment' ? `${form.id}~pdf` : form.id);
    const state = link?.health.state ?? 'missing';
    const isFine = state === 'synced' || (form.ends && state === 'skipped');
    if (!isFine) {
      const { problem, reason } = link?.health ?? {};
      found.push(
        `${kind} ${form.number} is ${state} ${problem?.code ?? ''} ${reason ?? ''} ${JSON.stringify(problem?.values ?? {})}`,
      );
    }
  }
  return found;
}
