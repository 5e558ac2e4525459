// Documents of sales forms: as PDF, and sent by mail.
import { find, type Company, type Row } from './company.ts';
import { faults, type Fault } from './faults.ts';
import { objectAt, textAt, type JsonObject } from './json.ts';
import { commit } from './store.ts';
import { mayMail } from './throttle.ts';
import { objectTime } from './times.ts';
import { view } from './view.ts';

/** A PDF of one empty page; readers look at the first bytes. */
export const pdfOf = (row: Row): Uint8Array => {
  const title = `${row.entity} ${textAt(row.fields, 'DocNumber') ?? row.id}`.replace(/[()\\]/g, '');
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj',
    `4 0 obj<</Title(${title})>>endobj`,
  ];
  return new TextEncoder().encode(
    `%PDF-1.4\n${objects.join('\n')}\ntrailer<</Root 1 0 R/Info 4 0 R>>\n%%EOF\n`,
  );
};

/** Sends a form by mail: its status, its address and its token change. */
export const send = (
  company: Company,
  entity: string,
  id: string,
  sendTo: string | undefined,
): { readonly fault: Fault } | { readonly shown: JsonObject } => {
  const row = find(company, entity, id);
  if (row === undefined) return { fault: faults.notFound() };
  const address =
    sendTo ?? (entity === 'Payment' ? undefined : textAt(objectAt(row.fields, 'BillEmail'), 'Address'));
  if (address === undefined) return { fault: faults.required('sendTo') };
  if (!/@.*\./.test(address)) return { fault: faults.badEmail() };
  if (!mayMail(company))
    return { fault: faults.business('The number of mails a company can send in a day is used up.') };
  const DeliveryInfo = { DeliveryType: 'Email', DeliveryTime: objectTime(company.surroundings.now()) };
  const sent = entity === 'Payment' ? {} : { EmailStatus: 'EmailSent', BillEmail: { Address: address } };
  const fields = { ...row.fields, ...sent, DeliveryInfo };
  const mailed = commit(company, { entity, id, fields }, 'Emailed', { by: 'api' });
  return { shown: view(company, mailed) };
};
