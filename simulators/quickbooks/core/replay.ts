// The memory of request ids: the first answer is given again, whatever has happened since.
import type { Company, Remembered } from './company.ts';

/** The answer remembered under a key. */
export const recall = (company: Company, key: string): Remembered | undefined => {
  const known = company.remembered.get(key);
  if (known !== undefined) company.calls.replays += 1;
  return known;
};

/** Remembers an answer of committed work, and refusals if the company does so. */
export const remember = (company: Company, key: string, answer: Remembered): void => {
  const isFault = answer.status >= 400;
  if (answer.status >= 500 || (isFault && !company.knobs.replayFaults)) return;
  company.remembered.set(key, answer);
};
