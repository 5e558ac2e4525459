// Business faults: SnelStart's codes with its own sentences, all of them answered with 400.
import type { SimAnswer } from '../../quickbooks/core/types.ts';

/** Codes that the simulator gives, in the API's words (its page "foutcodes v2"). */
export const SENTENCES = {
  'ALG-0100': 'Het ID dient leeg te zijn',
  'ALG-0101': 'Het ID in het url en het ID van de data in het request komen niet overeen',
  'ALG-0102': 'Onbekende fout',
  'ALG-0104': 'Ongeldig OData filter',
  'ALG-0106': 'De data in het request is leeg',
  'BLG-0001': 'Bijlage niet gevonden.',
  'BLG-0007': 'Geen bestandsnaam opgegeven.',
  'BLG-0011': 'Content is leeg.',
  'BLG-0013': 'Content is groter dan 10MB.',
  'BLG-0015': 'Upload van bijlage is gefaald.',
  'BLG-0016': 'Bestandsnaam bevat niet-toegestane karakters.',
  'BLG-0017': 'Bestandsnaam is te lang.',
  'BOE-0001': 'Niet gevonden',
  'BOE-0008': 'De grootboekrekening is verwijderd en staat op nonactief in de administratie',
  'BOE-0019': 'De kostenplaats is niet gevonden',
  'BOE-0021': 'Het factuurnummer bestaat al',
  'BOE-0022': 'Bij de opgegeven grootboekrekening is een kostenplaats is verplicht',
  'BOE-0023': 'Er zijn geen boekingsregels',
  'BOE-0026': 'De kostenplaats is verwijderd en staat op nonactief',
  'BOE-0028': 'Een regelbedrag is nul',
  'BOE-0033': 'De boekdatum mag niet meer dan 5 jaar voor het huidig boekjaar liggen',
  'BOE-0037': 'Een grootboekrekening kon niet worden gevonden',
  'BOE-0039': 'De boeking is niet in balans',
  'BOE-0042': 'De boekdatum ligt in een geblokkeerde periode',
  'BOE-0046': 'De boeking is gekoppeld aan een Btw aangifte',
  'BOE-0054': 'De relatie is verwijderd en staat op nonactief',
  'BOE-0058': 'Het factuurnummer is verplicht en mag maximaal 25 tekens bevatten.',
  'BOE-0060': 'De opgegeven relatie is geen klant.',
  'BOE-0062': 'Btwverlegd mag niet worden gecombineerd met andere btwsoorten.',
  'BOE-0068': 'Het boekstuk mag maximaal 25 tekens lang zijn.',
  'BOE-0069': 'De opgegeven BTW is niet geldig',
  'BOE-0070': 'De opgegeven boekdatum is niet geldig',
  'BOE-0071': 'Een omschrijving mag maximaal 250 tekens lang zijn.',
  'BOE-0078': 'De id kan niet gewijzigd worden',
  'BOE-0082': 'Een btw-soort ontbreekt, of komt niet overeen met de btwsoort van de grootboekrekening.',
  'BOE-0083': 'De factuur kan niet worden verwijderd omdat er betalingen zijn.',
  'KPL-0001': 'Kostenplaats niet gevonden',
  'KPL-0004': 'De omschrijving is verplicht',
  'KPL-0005': 'De omschrijving mag maximaal 50 karakters bevatten',
  'KPL-0006': 'Het nummer is verplicht',
  'KPL-0007': 'Het nummer moet tussen 1 en 999999999 liggen',
  'KPL-0008': 'Dit nummer bestaat al',
  'KPL-0009': 'Er kan geen nonactieve kostenplaats worden gemaakt',
  'REL-0005': 'Relatie niet gevonden',
  'REL-0007': 'Naam moet gevuld zijn',
  'REL-0008': 'Relatiecode reeds in gebruik',
  'REL-0013': 'Telefoon mag maximaal 25 karakters bevatten',
  'REL-0020': 'VestigingsAdres.Straat mag maximaal 50 karakters bevatten',
  'REL-0021': 'VestigingsAdres.Postcode mag maximaal 25 karakters bevatten',
  'REL-0022': 'VestigingsAdres.Plaats mag maximaal 50 karakters bevatten',
  'REL-0048': "RelatieSoort mag niet 'eigen' bevatten",
  'REL-0049': 'Klant heeft openstaande facturen',
  'REL-0055': 'CorrespondentieAdres.LandId niet gevonden',
  'REL-0056': 'VestigingsAdres.LandId niet gevonden',
  'REL-0060':
    'Indien een van de velden van VestigingsAdres gevuld is, meegegeven dienen alle velden gevuld zijn, uitgezonderd Contactpersoon',
  'REL-0061': 'Email dient een geldig emailadres te zijn.',
  'REL-0065': "RelatieSoort kan niet zowel 'klant' als 'leverancier' zijn.",
  'REL-0085': 'Email mag maximaal 250 karakters bevatten',
  'REL-0088': 'Het opgegeven nummer is geen geldig btw-nummer',
} as const;

export type FaultCode = keyof typeof SENTENCES;

/** What a part of the books says instead of an answer: its codes, or the fields that are missing. */
export type Refusal =
  | { readonly refused: 'codes'; readonly codes: readonly FaultCode[]; readonly status?: number }
  | { readonly refused: 'model'; readonly fields: Readonly<Record<string, string>> };

export const refuse = (...codes: readonly FaultCode[]): Refusal => ({ refused: 'codes', codes });

/** 404 has the same list of codes. */
export const notFound = (code: FaultCode): Refusal => ({ refused: 'codes', codes: [code], status: 404 });

/** A missing or unreadable field is refused before the books look at it, in another shape. */
export const invalidModel = (fields: Readonly<Record<string, string>>): Refusal => ({
  refused: 'model',
  fields,
});

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

export function answerRefusal(refusal: Refusal): SimAnswer {
  if (refusal.refused === 'model') {
    const modelState = Object.fromEntries(
      Object.entries(refusal.fields).map(([name, sentence]) => [name, [sentence]]),
    );
    return jsonAnswer(400, { message: 'The request is invalid.', modelState });
  }
  const { codes, status = 400 } = refusal;
  return jsonAnswer(
    status,
    codes.map((errorCode) => ({ errorCode, message: SENTENCES[errorCode], details: null })),
  );
}

/** A fault of the OData layer, capitalised as that layer does. */
export function odataFault(sentence: string): SimAnswer {
  return jsonAnswer(400, { Message: sentence });
}

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): SimAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
