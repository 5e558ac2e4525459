// What HubSpot's documentation prints, asked of the simulator: every answer has the members, and the types, of the printed one.
import { describe, expect, it } from 'vitest';
import { bench, must } from './hubspot-setup.ts';
import type { Bench } from './hubspot-setup.ts';

/** The shape of a value: members with their types, the first member of a list standing for all. */
type Shape = string | readonly Shape[] | { readonly [name: string]: Shape };
const shapeOf = (value: unknown): Shape => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
};
const hs = { hs_createdate: 'string', hs_lastmodifieddate: 'string', hs_object_id: 'string' };
const frame = { id: 'string', createdAt: 'string', updatedAt: 'string', archived: 'boolean' };
const refusal = { status: 'string', message: 'string', correlationId: 'string', category: 'string' };
const specified = (id: string | number, associationTypeId: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
});

interface Made {
  readonly at: Bench;
  readonly invoice: string;
  readonly contact: string;
  readonly lines: readonly string[];
}
const made = (): Made => {
  const at = bench();
  const contact = at.record('POST', '/crm/v3/objects/contacts', {
    properties: { email: 'testperson@hubspot.com', firstname: 'Test', lastname: 'Person' },
  }).id;
  const body = { properties: { hs_currency: 'USD' }, associations: [specified(contact, 177)] };
  const invoice = at.record('POST', '/crm/v3/objects/invoices', body).id;
  const line = () =>
    at.record('POST', '/crm/v3/objects/line_items', {
      properties: { name: 'itemname', price: 123 },
      associations: [specified(invoice, 410)],
    }).id;
  return { at, invoice, contact, lines: [line(), line()] };
};

// The requests are those of the documentation with the ids of this account; the shapes are those of its answers.
const cases: readonly (readonly [
  string,
  number,
  (made: Made) => readonly [string, string, unknown?],
  Shape | null,
])[] = [
  [
    'invoice, default properties',
    200,
    ({ invoice }) => ['GET', `/crm/v3/objects/invoices/${invoice}`],
    { ...frame, properties: hs },
  ],
  [
    'invoice, dated, with its address',
    200,
    ({ invoice }) => ['GET', `/crm/objects/2026-03/0-53/${invoice}`],
    { ...frame, properties: hs, url: 'string' },
  ],
  [
    'invoice, updated',
    200,
    ({ invoice }) => [
      'PATCH',
      `/crm/v3/objects/invoices/${invoice}`,
      {
        properties: {
          hs_currency: 'USD',
          hs_invoice_date: '2025-12-05T17:29:08.788Z',
          hs_due_date: '2026-01-05T17:29:08.000Z',
          hs_tax_id: 'US EIN 12-3456789',
        },
      },
    ],
    {
      ...frame,
      properties: {
        ...hs,
        hs_currency: 'string',
        hs_invoice_date: 'string',
        hs_due_date: 'string',
        hs_tax_id: 'string',
      },
    },
  ],
  [
    'invoices with a contact, in a batch',
    201,
    ({ contact }) => [
      'POST',
      '/crm/v3/objects/invoices/batch/create',
      {
        inputs: [
          {
            properties: { hs_currency: 'USD', hs_invoice_date: '1729859279', hs_due_date: '1732537679' },
            associations: [specified(contact, 177)],
          },
        ],
      },
    ],
    null,
  ],
  [
    'invoices archived',
    204,
    ({ invoice }) => [
      'POST',
      '/crm/v3/objects/invoices/batch/archive',
      { inputs: [{ id: invoice }, { id: '8675309' }] },
    ],
    'null',
  ],
  [
    'the lines of an invoice',
    200,
    ({ invoice }) => ['GET', `/crm/objects/2026-03/invoices/${invoice}/associations/line_items`],
    { results: [{ id: 'string', type: 'string' }] },
  ],
  [
    'lines read in a batch',
    200,
    ({ lines }) => [
      'POST',
      '/crm/v3/objects/line_items/batch/read',
      { inputs: lines.map((id) => ({ id })), properties: ['name', 'amount'] },
    ],
    {
      status: 'string',
      results: [
        {
          ...frame,
          properties: {
            amount: 'string',
            createdate: 'string',
            hs_lastmodifieddate: 'string',
            hs_object_id: 'string',
            name: 'string',
          },
        },
      ],
      startedAt: 'string',
      completedAt: 'string',
    },
  ],
  [
    'contacts found',
    200,
    () => [
      'POST',
      '/crm/v3/objects/contacts/search',
      {
        filterGroups: [
          { filters: [{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value: '*@hubspot.com' }] },
        ],
      },
    ],
    {
      total: 'number',
      results: [
        {
          ...frame,
          properties: {
            createdate: 'string',
            email: 'string',
            firstname: 'string',
            hs_object_id: 'string',
            lastmodifieddate: 'string',
            lastname: 'string',
          },
        },
      ],
    },
  ],
  [
    'open invoices found',
    200,
    () => [
      'POST',
      '/crm/v3/objects/invoices/search',
      {
        filterGroups: [{ filters: [{ propertyName: 'hs_invoice_status', value: 'open', operator: 'EQ' }] }],
        properties: ['hs_invoice_status', 'hs_due_date'],
      },
    ],
    { total: 'number', results: [] },
  ],
  [
    'an invoice that is a record only',
    201,
    () => [
      'POST',
      '/crm/v3/objects/invoices',
      { properties: { hs_currency: 'USD', hs_invoice_billable: 'false' } },
    ],
    null,
  ],
  [
    'a payment, set to succeeded',
    201,
    ({ invoice, contact }) => [
      'POST',
      '/crm/v3/objects/commerce_payments',
      {
        properties: {
          hs_initial_amount: '99.99',
          hs_initiated_date: '2024-03-27T18:04:11.823Z',
          hs_customer_email: 'customer@example.com',
        },
        associations: [specified(Number(contact), 387), specified(Number(invoice), 542)],
      },
    ],
    null,
  ],
  [
    'a discount',
    201,
    () => [
      'POST',
      '/crm/v3/objects/discounts',
      {
        properties: {
          hs_label: 'A fixed, one-time discount',
          hs_duration: 'ONCE',
          hs_type: 'PERCENT',
          hs_value: '50',
          hs_sort_order: '2',
        },
      },
    ],
    null,
  ],
  [
    'a fee, with its invoice',
    201,
    ({ invoice }) => [
      'POST',
      '/crm/v3/objects/fees',
      {
        properties: { hs_label: 'Flat processing fee', hs_type: 'FIXED', hs_value: '25' },
        associations: [specified(invoice, 414)],
      },
    ],
    null,
  ],
  [
    'a tax',
    201,
    () => [
      'POST',
      '/crm/v3/objects/taxes',
      { properties: { hs_label: 'A percentage-based tax of 6.5%', hs_type: 'PERCENT', hs_value: '6.5' } },
    ],
    null,
  ],
  [
    'a default association',
    200,
    ({ invoice, contact }) => [
      'PUT',
      `/crm/objects/2026-09/invoices/${invoice}/associations/default/contacts/${contact}`,
    ],
    {
      completedAt: 'string',
      status: 'string',
      startedAt: 'string',
      results: [
        {
          from: { id: 'string' },
          to: { id: 'string' },
          associationSpec: { associationCategory: 'string', associationTypeId: 'number' },
        },
      ],
    },
  ],
  [
    'associations read in a batch',
    200,
    ({ invoice }) => [
      'POST',
      '/crm/v4/associations/invoices/contacts/batch/read',
      { inputs: [{ id: invoice }] },
    ],
    {
      status: 'string',
      results: [
        {
          from: { id: 'string' },
          to: [
            {
              toObjectId: 'string',
              associationTypes: [{ category: 'string', typeId: 'number', label: 'null' }],
            },
          ],
        },
      ],
      startedAt: 'string',
      completedAt: 'string',
    },
  ],
  [
    'a unique property',
    201,
    () => [
      'POST',
      '/crm/v3/properties/deals',
      {
        groupName: 'dealinformation',
        name: 'system_a_unique',
        label: 'Unique ID for System A',
        hasUniqueValue: true,
        type: 'string',
        fieldType: 'text',
      },
    ],
    null,
  ],
  [
    'a property that is not there',
    400,
    () => ['POST', '/crm/v3/objects/contacts', { properties: { testproperty: '1' } }],
    { ...refusal, errors: [{ message: 'string', code: 'string', context: { propertyName: ['string'] } }] },
  ],
  [
    'a batch in which one input failed',
    207,
    () => [
      'POST',
      '/crm/v3/objects/products/batch/create',
      {
        inputs: [
          { objectWriteTraceId: '549b1c2a9350', properties: {} },
          { objectWriteTraceId: '549b1c2a9351', properties: { missing: '1' } },
        ],
      },
    ],
    null,
  ],
];

describe('the documentation', () => {
  it.each(cases)('%s: %i', (_what, status, request, shape) => {
    const all = made();
    const [method, target, body] = request(all);
    const answer = all.at.api(method, target, body);
    must(answer, status);
    if (shape !== null) expect(shapeOf(answer.json)).toEqual(shape);
  });

  it('word for word, where it prints an error', () => {
    const { at } = made();
    const answer = at.api('POST', '/crm/v3/objects/contacts', { properties: { testproperty: '1' } });
    expect(answer.json).toMatchObject({
      status: 'error',
      message:
        'Property values were not valid: [{"isValid":false,"message":"Property \\"testproperty\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"testproperty","localizedErrorMessage":"Property \\"testproperty\\" does not exist","portalId":62515}]',
      errors: [
        {
          message: 'Property "testproperty" does not exist',
          code: 'PROPERTY_DOESNT_EXIST',
          context: { propertyName: ['testproperty'] },
        },
      ],
      category: 'VALIDATION_ERROR',
    });
  });

  it('a payment has the printed members', () => {
    const { at } = made();
    const properties = {
      hs_initial_amount: '49.99',
      hs_initiated_date: '2024-03-27T18:04:11.823Z',
      hs_customer_email: 'customer@example.com',
    };
    const payment = at.record('POST', '/crm/v3/objects/commerce_payments', { properties });
    expect(payment.properties).toMatchObject({
      hs_customer_email: 'customer@example.com',
      hs_has_associated_invoice: 'false',
      hs_initial_amount: '49.99',
      hs_initiated_date: '2024-03-27T18:04:11.823Z',
      hs_latest_status: 'processing',
      hs_net_amount: '49.99',
      hs_net_amount_after_refunds: '49.99',
      hs_number_of_associated_invoices: '0',
      hs_payment_creation_method: 'OTHER',
      hs_total_discounts_amount: '0',
    });
    const done = at.record('PATCH', `/crm/v3/objects/commerce_payments/${payment.id}`, {
      properties: { hs_latest_status: 'succeeded' },
    });
    expect(Object.keys(done.properties)).toEqual([
      'hs_createdate',
      'hs_lastmodifieddate',
      'hs_latest_status',
      'hs_object_id',
    ]);
  });
});
