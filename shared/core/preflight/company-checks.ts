// What has to be true of the company itself: its switches, its numbers, and that its parties were imported.
import { blocking, type Check, green, ofLists, red, unknown } from './check.ts';

/** KLP-01: nothing is synced before the first connection was carried out. */
const firstImport: Check = {
  name: 'first_import',
  rules: ['KLP-01', 'KLP-12'],
  judge: ({ policy, firstImport: done }) => {
    if (!policy.connection.requireInitialImport) return undefined;
    if (done === 'done') return green('The customers and suppliers of the ledger were imported.');
    return done === 'running'
      ? blocking('The first import of customers and suppliers is running.', 'Wait until it has ended.')
      : blocking(
          'The customers and suppliers of the ledger were not imported yet.',
          'Start the first import: POST .../import.',
        );
  },
};

/** KLP-01: a connection that is being set up writes nothing; whoever made it says when it begins. */
const live: Check = {
  name: 'live',
  rules: ['KLP-01'],
  judge: ({ live: isLive }) => {
    if (isLive === undefined) return undefined;
    return isLive
      ? green('The connection is live.')
      : blocking(
          'The connection is being set up and is not live yet: nothing is written to the ledger.',
          'Go live when the other checks are green: the last step of connecting, or POST .../go-live.',
        );
  },
};

/** KLP-03: the product's numbers go on where the ledger's end. */
const startNumber: Check = {
  name: 'start_number',
  rules: ['KLP-03'],
  judge: ({ policy: { invoices }, numbers }) => {
    const { startNumber: start, numbering } = invoices;
    if (start === undefined || numbering !== 'source') return undefined;
    if (numbers?.startNumber !== start)
      return unknown('The ledger was not asked for its highest number yet.', true);
    const { highest } = numbers;
    if (highest === undefined) return green('No document of the ledger has a number yet.');
    return start > highest
      ? green(`The product begins at ${start}; the ledger's highest number was ${highest}.`)
      : blocking(
          `The product begins at ${start}, but the ledger has a document with number ${highest}.`,
          `Set the opening number of the product, and invoices.startNumber, to ${highest + 1} or higher.`,
        );
  },
};

/** CLK-05: the documents carry the product's numbers only while the ledger takes numbers. */
const customNumbers: Check = {
  name: 'custom_numbers',
  rules: ['CLK-05'],
  judge: (facts) => {
    const { customNumbers: wanted } = facts.policy.preflight;
    if (wanted === 'any') return undefined;
    return ofLists((_, { switches }) => {
      const is = switches['custom_numbers'];
      if (is === undefined) return unknown('The ledger does not tell whether it takes numbers of others.');
      if (is === (wanted === 'require_on' ? 'on' : 'off'))
        return green(`Custom transaction numbers are ${is}.`);
      return wanted === 'require_on'
        ? blocking(
            'Custom transaction numbers are off: the ledger would number the documents itself.',
            'Switch custom transaction numbers on in the ledger (account and settings, sales).',
          )
        : blocking(
            'Custom transaction numbers are on: the ledger would give the documents no numbers.',
            'Switch custom transaction numbers off in the ledger (account and settings, sales).',
          );
    })(facts);
  },
};

/** C12: a company has one such switch, whatever its connections want. */
const customNumbersAgree: Check = {
  name: 'custom_numbers_agree',
  rules: ['CLK-05', 'C12'],
  judge: ({ policy, others }) => {
    const { customNumbers: wanted } = policy.preflight;
    const against = wanted === 'require_on' ? 'require_off' : 'require_on';
    if (wanted === 'any' || others.length === 0) return undefined;
    const contrary = others.filter((other) => other.customNumbers === against);
    return contrary.length === 0
      ? green('No other connection of the company wants it otherwise.')
      : red(
          `Connections of the same company contradict each other about custom numbers: ${contrary.map(({ connection }) => connection).join(', ')}.`,
          'Decide whose numbers the company uses, and change preflight.customNumbers of the others.',
        );
  },
};

/** CLK-04: credits that the ledger applies by itself would be gone when ours are linked (CLK-31). */
const autoApplyCredit: Check = {
  name: 'auto_apply_credit',
  rules: ['CLK-04'],
  judge: (facts) => {
    if (facts.policy.preflight.autoApplyCredit === 'any') return undefined;
    return ofLists((_, { switches }) => {
      const is = switches['auto_apply_credit'];
      if (is === undefined) return unknown('The ledger does not tell whether it applies credits by itself.');
      return is === 'off'
        ? green('The ledger applies no credits by itself.')
        : blocking(
            'The ledger applies credits by itself, to whatever invoice it finds.',
            'Switch "automatically apply credits" off in the ledger (account and settings, advanced).',
          );
    })(facts);
  },
};

/** CLK-41: a customer per currency needs a company with currencies. */
const multiCurrency: Check = {
  name: 'multi_currency',
  rules: ['CLK-41', 'CLK-42'],
  judge: (facts) => {
    if (!facts.policy.customers.perCurrency) return undefined;
    return ofLists((_, { multiCurrency: on, homeCurrency }) =>
      on
        ? green('The company keeps several currencies.')
        : red(
            `The company keeps ${homeCurrency} only: what comes in another currency is refused.`,
            'Switch several currencies on in the ledger. It cannot be switched off again.',
          ),
    )(facts);
  },
};

/** QCS-47: only some packages of the ledger can be connected. Where it does not say which it is, it refuses the connection itself. */
const ledgerPackage: Check = {
  name: 'package',
  rules: ['QCS-47'],
  judge: (facts) => {
    const { packages } = facts.policy.preflight;
    if (packages === undefined) return undefined;
    return ofLists((_, { switches }) => {
      const is = switches['package'];
      const those = packages.join(' or ');
      if (is === undefined) return unknown(`The ledger does not tell its package; it has to be ${those}.`);
      return packages.includes(is)
        ? green(`The package ${is} can be connected.`)
        : blocking(`The package ${is} cannot be connected.`, `Change the package in the ledger to ${those}.`);
    })(facts);
  },
};

/** QCS-20, QCS-41, QCS-46: what the product calls this company stands in every customer and cost centre that it takes over. */
const sourceCompany: Check = {
  name: 'source_company',
  rules: ['QCS-20', 'QCS-41', 'QCS-46'],
  judge: ({ policy: { takenOver } }) => {
    const { company, customer, costCentre } = takenOver;
    const isNeeded = [customer, costCentre].some((map) => Object.values(map).includes('company'));
    if (!isNeeded) return undefined;
    return company === undefined
      ? red(
          'Nobody said what the product calls this company: its field stays empty.',
          'Set takenOver.company, then import once more.',
        )
      : green(`The product calls this company ${company}.`);
  },
};

export const COMPANY_CHECKS: readonly Check[] = [
  firstImport,
  live,
  startNumber,
  customNumbers,
  customNumbersAgree,
  autoApplyCredit,
  multiCurrency,
  ledgerPackage,
  sourceCompany,
];
