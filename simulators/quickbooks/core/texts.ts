// Texts in requests: their lengths, and card numbers that must not stand in them.
import { faults, type Fault } from './faults.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts';

// The published maxima; the length of an item's name is general knowledge.
const longest: readonly (readonly [member: string, max: number])[] = [
  ['DocNumber', 21],
  ['PaymentRefNum', 21],
  ['PrivateNote', 4000],
  ['DisplayName', 500],
  ['Name', 100],
];
const longestMemo = 1000;
const longestDescription = 4000;

/** The first text that is too long or holds a card number. */
export const checkTexts = (body: JsonObject): Fault | undefined => {
  const memo = textAt(objectAt(body, 'CustomerMemo'), 'value');
  const descriptions = objectsAt(body, 'Line').map((line) => textAt(line, 'Description'));
  const lengths: readonly (readonly [string, string | undefined, number])[] = [
    ...longest.map(([member, max]) => [member, textAt(body, member), max] as const),
    ['CustomerMemo', memo, longestMemo],
    ...descriptions.map((text) => ['Line.Description', text, longestDescription] as const),
  ];
  for (const [member, text, max] of lengths) {
    if (text !== undefined && text.length > max) return faults.badLength(member, max, text.length);
  }
  const free = [textAt(body, 'PrivateNote'), memo, ...descriptions];
  return free.some((text) => text !== undefined && holdsCardNumber(text)) ? faults.cardNumber() : undefined;
};

const holdsCardNumber = (text: string): boolean =>
  (text.match(/(?<!\d)\d(?:[ -]?\d){12,15}(?!\d)/g) ?? []).some((found) =>
    passesLuhn(found.replace(/\D/g, '')),
  );

// The check digit of card numbers: every second digit from the right counts double.
const passesLuhn = (digits: string): boolean => {
  const total = [...digits].reverse().reduce((rest, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return rest + (value > 9 ? value - 9 : value);
  }, 0);
  return total % 10 === 0 && !/^0+$/.test(digits);
};
