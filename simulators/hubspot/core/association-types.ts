// The association type ids HubSpot defines, both ways, for the kinds the simulator keeps.
import { kindOf } from './catalog.ts';

/** One direction of an association, e.g. invoice to contact. */
export interface AssociationType {
  readonly from: string;
  readonly to: string;
  readonly id: number;
  readonly label: 'Primary' | null;
}

/**
 * HubSpot's page "associate records". The ways back that it does not list (marked below) continue its pattern of
 * neighbouring numbers and are not confirmed; the second pair of a line is the one labelled "Primary".
 */
const TABLE: readonly (readonly [string, string, number, number, number?, number?])[] = [
  ['contact', 'company', 279, 280, 1, 2],
  ['deal', 'contact', 3, 4],
  ['deal', 'company', 341, 342, 5, 6], // 342 and 6 not confirmed
  ['deal', 'line_item', 19, 20],
  ['invoice', 'deal', 175, 176],
  ['invoice', 'contact', 177, 178],
  ['invoice', 'company', 179, 180],
  ['invoice', 'line_item', 409, 410],
  ['invoice', 'discount', 411, 412], // 412 not confirmed
  ['invoice', 'fee', 413, 414], // 414 not confirmed
  ['invoice', 'tax', 415, 416], // 416 not confirmed
  ['invoice', 'commerce_payment', 541, 542],
  ['commerce_payment', 'contact', 387, 388],
  ['commerce_payment', 'company', 389, 390],
  ['commerce_payment', 'deal', 391, 392],
  ['commerce_payment', 'line_item', 395, 396],
];

const TYPES: readonly AssociationType[] = TABLE.flatMap(([one, other, there, back, primary, primaryBack]) => {
  const [from, to] = [one, other].map((name) => kindOf(name)?.typeId ?? '');
  if (from === undefined || to === undefined) return [];
  const plain: AssociationType[] = [
    { from, to, id: there, label: null },
    { from: to, to: from, id: back, label: null },
  ];
  if (primary === undefined || primaryBack === undefined) return plain;
  return [
    ...plain,
    { from, to, id: primary, label: 'Primary' },
    { from: to, to: from, id: primaryBack, label: 'Primary' },
  ];
});

/** The types from one kind to another, the plain one first. */
export function typesBetween(from: string, to: string): readonly AssociationType[] {
  return TYPES.filter((type) => type.from === from && type.to === to);
}

/** The type of that number from one kind to another. */
export function typeBetween(from: string, to: string, id: number): AssociationType | undefined {
  return TYPES.find((type) => type.from === from && type.to === to && type.id === id);
}

/** The type that leads back: what invoice 409 line item is, seen from the line item. */
export function wayBack(type: AssociationType): AssociationType | undefined {
  return TYPES.find(({ from, to, label }) => from === type.to && to === type.from && label === type.label);
}
