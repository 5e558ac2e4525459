// Chart: what every new administration has: revenue ledgers bound to a kind of VAT, countries, and parties that are no customers.
import type { JsonObject } from '../../quickbooks/core/json.ts';

const LEDGERS = [
  [1300, 'Debiteuren', 'Debiteuren', 'Balans', ['Geen'], false],
  [1500, 'Btw af te dragen hoog', 'BtwAfTeDragenHoog', 'Balans', ['Geen'], false],
  [8200, 'Omzet hoog (diensten)', 'VerkopenOmzetHoog', 'WinstEnVerlies', ['Hoog'], false],
  [8210, 'Omzet laag (diensten)', 'VerkopenOmzetLaag', 'WinstEnVerlies', ['Laag'], false],
  [8220, 'Omzet overig', 'VerkopenOmzetOverig', 'WinstEnVerlies', ['Overig'], false],
  [8230, 'Omzet btw-vrij', 'VerkopenOmzetBtwVrij', 'WinstEnVerlies', ['Geen'], false],
  [8250, 'Omzet verlegd (diensten)', 'VerkopenOmzetOnbelastVerlegd', 'WinstEnVerlies', ['Geen'], false],
  [8260, 'Omzet projecten', 'VerkopenOmzetHoog', 'WinstEnVerlies', ['Hoog'], true],
] as const;

/** The functions of ledgers that a sales booking may use. */
export const REVENUE = /^VerkopenOmzet/;

export function startingLedgers(): JsonObject[] {
  return LEDGERS.map(
    ([nummer, omschrijving, grootboekfunctie, rekeningCode, btwSoort, kostenplaatsVerplicht]) => {
      const id = `33333333-3333-4333-8333-${String(nummer).padStart(12, '0')}`;
      return {
        modifiedOn: '2025-01-01T00:00:00',
        omschrijving,
        kostenplaatsVerplicht,
        rekeningCode,
        nonactief: false,
        nummer,
        grootboekfunctie,
        grootboekRubriek: null,
        rgsCode: [],
        btwSoort: [...btwSoort],
        vatRateCode: null,
        id,
        uri: `/grootboeken/${id}`,
      };
    },
  );
}

const COUNTRIES = [
  ['Nederland', 'NLD', 'NL'],
  ['België', 'BEL', 'BE'],
  ['Duitsland', 'DEU', 'DE'],
  ['Frankrijk', 'FRA', 'FR'],
  ['Verenigd Koninkrijk', 'GBR', 'GB'],
] as const;

export function startingCountries(): JsonObject[] {
  return COUNTRIES.map(([naam, landcodeISO, landcode], index) => {
    const id = `55555555-5555-4555-8555-${String(index + 1).padStart(12, '0')}`;
    return { naam, landcodeISO, landcode, id, uri: `/landen/${id}` };
  });
}

/** The administration's own party and two that stand for "unknown": never customers, and in every list. */
export function startingParties(newId: () => string): JsonObject[] {
  return [
    ['Eigen', 0, 'Eigen relatie'],
    ['Leverancier', -1, 'Leverancier onbekend'],
    ['Klant', -2, 'Klant onbekend'],
  ].map(([soort = '', relatiecode = 0, naam = '']) => {
    const id = newId();
    return {
      relatiesoort: [soort],
      modifiedOn: '2025-01-01T00:00:00',
      relatiecode,
      naam,
      nonactief: false,
      id,
      uri: `/relaties/${id}`,
    };
  });
}

/** Rates by kind and day; the ends of time are 1900 and 2400. */
export const VAT_RATES: readonly JsonObject[] = [
  ['Geen', 0, '1900-01-01', '2400-12-31'],
  ['Laag', 9, '2019-01-01', '2400-12-31'],
  ['Laag', 6, '1986-10-01', '2018-12-31'],
  ['Hoog', 21, '2012-10-01', '2400-12-31'],
  ['Hoog', 19, '2001-01-01', '2012-09-30'],
  ['Overig', 0, '1968-01-01', '2400-12-31'],
].map(([btwSoort = '', btwPercentage = 0, from = '', to = '']) => ({
  btwSoort,
  btwPercentage,
  datumVanaf: `${from}T00:00:00`,
  datumTotEnMet: `${to}T00:00:00`,
}));
