// Open company: the books as they are before anybody connects, with what people had made there before.
import { nameOf } from './marks.ts';
import type { SeedWorld } from './seed-world.ts';

/** Sets the switches, and makes the parties that products are to link with or to hear of first. */
export function openCompany(world: SeedWorld, realm: string, customNumbers: boolean): void {
  const { evidence } = world;
  // Acts of the past disturb nothing: they are not counted among those of the seed.
  const make = (act: unknown): unknown => world.admin('POST', `companies/${realm}/acts`, act);
  if (customNumbers)
    make({ act: 'setPreferences', preferences: { SalesFormsPrefs: { CustomTxnNumbers: true } } });
  for (const { key, traits } of evidence.plans.values()) {
    if (traits?.born === undefined || evidence.realmOf(key.connection) !== realm) continue;
    const { customers } = evidence.policyOf(key.connection);
    const isCustomer = key.kind === 'customer';
    const plain = `${isCustomer ? 'Guest' : 'Supplier'} ${key.connection}-${key.id}`;
    const name = isCustomer
      ? customers.nameTemplate.replace('{name}', plain).replace('{currency}', 'EUR')
      : plain;
    const object = { DisplayName: name, CurrencyRef: { value: 'EUR' } };
    make({ act: 'create', entity: isCustomer ? 'Customer' : 'Vendor', object });
    world.kernel.note(() => `${nameOf(key)} is in the books before`);
  }
}
