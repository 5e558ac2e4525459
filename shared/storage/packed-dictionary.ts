// Words that our bodies are full of. Deflate refers to them instead of repeating them, which halves small bodies.

/** Number of the dictionary that new bodies are packed with. */
export const NEWEST_DICTIONARY = 2;

/** Invoices, payments, customers and items: what the first version knew. */
const FIRST_KINDS = [
  '"batches":[],"singles":[],"recentCalls":{"owner":"","leaseUntil":1,"announcedAt":1,"resumes":',
  '"taxTotal":"exchangeRate":"1.","memo":"discount":{"percent":"documentType":"phone":"+"email":"@',
  '"address":{"line1":"line2":"city":"region":"postalCode":"country":"NL"}"companyName":"number":"C-',
  '"incomeAccount":"itemType":"service""active":true,"account":"revenueGroup":"category":"',
  '"depositAccount":"method":"reference":"applications":[{"invoice":"allocations":[{"invoiceId":"',
  '"drift":{"kind":"edited""differences":["stale":true,"order":"source_wins""detail":"fault""unknown"',
  '"operation":"update","outcome":"done"}],"settledSeq":"values":{"difference":"operation":"void"',
  '"kind":"customer","id":"C-","name":"currency":"EUR","active":true}"type":"customer"',
  '"kind":"payment","id":"P-","customerId":"C-","currency":"EUR","date":"2026-"type":"payment"',
  '"customer":"dueDate":"2026-","taxMode":"excluded","note":"target":{"taxCode":"NON","item":"',
  '{"seq":1,"requestId":"intents":[{"bId":"key":{"connection":"kind":"invoice","id":"F-"},',
  '{"document":{"type":"invoice","id":"1","revision":"0","updatedAt":17,"status":"live","total":"1',
  '.00","balance":"0.00"},"base":{"revision":1,"ours":"","theirs":""},"attempts":[{"at":17',
  ',"operation":"create","outcome":"done"}],"trace":{"rule":"create-or-update","decision":"write',
  '","values":{"operation":"create","customer":"},"at":17,"policyVersion":1},"settledSeq":1}',
  '{"kind":"invoice","id":"F-2026-","number":"F-2026-","customerId":"C-","currency":"EUR","date":"2026-',
  '","dueDate":"2026-","status":"closed","lines":[{"itemId":"description":"quantity":"1","unitPrice":"',
  '.00","amount":"1.00","tax":"21"},{"itemId":"I-","description":"","quantity":"1","unitPrice":"',
  '.50","amount":"0.00","tax":"high"}],"pricesIncludeTax":false,"total":"00.00"}',
].join('');

/** Words of the kinds that came later, and of links that lead to other records. */
const LATER_KINDS = [
  '"manual":true,"sync":false,"deposit":true,"transferOf":"setOff":{"creditNoteId":"invoiceId":"ledgerId":"parentId":"',
  '"correctionOf":"creditedInvoiceId":"paymentId":"reason":"paidFrom":"account":"description":"parent":"credits":[{"creditNote":"',
  '"endWish":{"by":"operator","how":"delete"},"dependents":["refund#"customer#~USD"payment#~applied"',
  '"type":"refund_receipt""type":"expense""kind":"refund","id":"R-""kind":"supplier","id":"S-""type":"supplier"',
  '"kind":"credit_note","id":"CN-","number":"CN-""type":"credit_note""note":"Corrects invoice F-2026-',
].join('');

/**
 * All dictionaries ever used, by the number in a body's first byte. One that has been used is never changed: bodies
 * packed with it could not be read any more. A better one is added. Common words stand last: near is cheap.
 */
export const DICTIONARIES: Readonly<Record<number, Buffer>> = {
  1: Buffer.from(FIRST_KINDS),
  2: Buffer.from(LATER_KINDS + FIRST_KINDS),
};
