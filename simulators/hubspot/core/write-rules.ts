// What the administrators of an account demand of records, enforced on API writes since 2026-09.
import { kindOf } from './catalog.ts';
import type { Kind } from './catalog.ts';
import type { Portal, Stored } from './portal.ts';
import type { Refusal } from './refusals.ts';

/** The refusal of a write that leaves something out that is required here. The full body HubSpot sends is not known. */
export function checkRules(
  portal: Portal,
  kind: Kind,
  record: Stored | undefined,
  set: Readonly<Record<string, string>>,
): Refusal | undefined {
  const after = { ...record?.properties, ...set };
  const absent = portal.knobs.writeRules
    .filter(({ objectType }) => kindOf(objectType)?.typeId === kind.typeId)
    .filter(({ on }) => on === 'write' || record === undefined)
    .filter(({ when }) => when === undefined || after[when.property] === when.value)
    .flatMap(({ required }) => required)
    .filter((name) => (after[name] ?? '') === '');
  const names = [...new Set(absent)];
  if (names.length === 0) return undefined;
  const verb = record === undefined ? 'creating' : 'updating';
  return {
    refused: 400,
    message: `Error ${verb} ${kind.name.toUpperCase()}. Some required properties were not set.`,
    errors: names.map((name) => ({
      message: `Property "${name}" is required.`,
      code: 'REQUIRED_FIELD',
      context: { propertyName: [name] },
    })),
    context: { properties: names },
    category: 'VALIDATION_ERROR',
  };
}
