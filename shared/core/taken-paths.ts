// Taken paths: what of a ledger's customers and cost centres a field of the source can be filled with.

/** Where the value of a source's field comes from. `company` is a setting, everything else a member of the document. */
export const TAKEN_PATHS = [
  'company',
  'active',
  'name',
  'number',
  'email',
  'phone',
  'registrationNumber',
  'taxNumber',
  'invoiceEmail',
  'address.contactPerson',
  'address.line1',
  'address.line2',
  'address.postalCode',
  'address.city',
  'address.region',
  'address.country',
  'address.countryName',
  'postalAddress.contactPerson',
  'postalAddress.line1',
  'postalAddress.line2',
  'postalAddress.postalCode',
  'postalAddress.city',
  'postalAddress.region',
  'postalAddress.country',
  'postalAddress.countryName',
] as const;

export type TakenPath = (typeof TAKEN_PATHS)[number];
