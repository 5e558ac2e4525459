// The books of QuickBooks Online as a simulator: companies, their API, their users, and a window for tests.
import { answerCall } from './answer.ts';
import { doAct } from './acts.ts';
import { serveFile } from './file-addresses.ts';
import { openBooks } from './chart.ts';
import { emptyCompany, type Company } from './company.ts';
import type { Books, CompanySettings, Inspection } from './contract.ts';
import { dumpBooks, readDump, restoreCompany } from './dump.ts';
import { knownKind } from './entities.ts';
import type { Change, Surroundings } from './types.ts';
import { view } from './view.ts';
import { write } from './write.ts';

export type { Books, CompanySettings, Inspection, Knobs, UiAct, WriteRecord } from './contract.ts';

/** Opens an empty set of books. */
export const createBooks = (surroundings: Surroundings): Books => {
  const companies = new Map<string, Company>();
  let changes: Change[] = [];
  const announce = (change: Change): void => {
    changes.push(change);
  };
  const companyOf = (realmId: string): Company => {
    const company = companies.get(realmId);
    if (company === undefined) throw new Error(`There is no company ${realmId}.`);
    return company;
  };
  return {
    openCompany: (settings) => {
      const { length } = changes;
      companies.set(settings.realmId, open(settings, surroundings, announce));
      // What a company starts with did not happen: nobody is told of it.
      changes.length = length;
    },
    answer: (call) => answerCall(companies.get(call.realmId), call, surroundings),
    file: (request) => serveFile(companies.get(request.path.split('/')[2] ?? ''), request),
    act: (realmId, act) => doAct(companyOf(realmId), act),
    takeChanges: () => {
      const taken = changes;
      changes = [];
      return taken;
    },
    inspect: (realmId) => inspect(companyOf(realmId)),
    written: (realmId, since) => companyOf(realmId).writeLog.slice(since),
    show: (realmId, entity, id) => {
      const company = companyOf(realmId);
      const row = company.rows.get(entity)?.get(id);
      return row === undefined ? undefined : view(company, row);
    },
    settings: (realmId) => companyOf(realmId).knobs,
    dump: () => dumpBooks(companies.values(), changes),
    restore: (text) => {
      const dumped = readDump(text);
      companies.clear();
      changes = [...dumped.changes];
      for (const one of dumped.companies) {
        companies.set(one.settings.realmId, restoreCompany(one, surroundings, announce));
      }
    },
  };
};

const open = (
  settings: CompanySettings,
  surroundings: Surroundings,
  announce: (change: Change) => void,
): Company => {
  const company = emptyCompany(settings, surroundings, announce);
  openBooks(company);
  for (const { entity, object } of settings.start ?? []) {
    const { name } = knownKind(entity);
    const outcome = write(company, {
      entity: name,
      operation: 'save',
      body: object,
      origin: { by: 'books' },
    });
    if ('fault' in outcome) throw new Error(`${name}: ${outcome.fault.code} ${outcome.fault.detail}`);
  }
  company.writeLog.length = 0;
  return company;
};

const inspect = (company: Company): Inspection => {
  const tables = [...company.rows];
  let objects: Inspection['objects'] | undefined;
  return {
    counts: Object.fromEntries(tables.map(([entity, table]) => [entity, table.size])),
    // Tests poll the counts of large books: objects are only shown to those who look at them.
    get objects() {
      objects ??= Object.fromEntries(
        tables.map(([entity, table]) => [entity, [...table.values()].map((row) => view(company, row))]),
      );
      return objects;
    },
    writeLog: [...company.writeLog],
    calls: { ...company.calls, byStatus: { ...company.calls.byStatus } },
  };
};
