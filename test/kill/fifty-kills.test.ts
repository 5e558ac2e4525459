// Fifty kills of real processes under load: nothing acknowledged is lost, nothing is doubled, every health row is explained.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Proof, prove } from './prove.ts';
import { reportOf } from './report.ts';
import { SYNTH_DIR } from '../e2e/support/test-system.ts';

const KILLS = 50;
/** It ends with the last kill: two minutes on a machine of its own. One that is busy may take this long, and no longer. */
const STRIKE_SECONDS = 600;
/** To start, to come to rest after the last kill, and to stop. */
const REST_SECONDS = 800;

let proof: Proof;
beforeAll(
  async () => {
    proof = await prove({
      kills: KILLS,
      seed: 2026,
      companies: 3,
      rate: 12,
      budgetSeconds: STRIKE_SECONDS,
      compare: false,
      synthDir: SYNTH_DIR,
      say: () => undefined,
    });
    console.log(reportOf(proof).join('\n'));
  },
  (STRIKE_SECONDS + REST_SECONDS) * 1_000,
);

describe('kills of workers, functions, emulators, the ledger, and everything at once, under load', () => {
  it('were done', () => {
    expect(proof.struck.hits.length).toBe(KILLS);
    expect(proof.struck.events).toBeGreaterThan(200);
  });

  it('lost no acknowledged event', () => {
    expect(proof.struck.verdict.lost).toEqual([]);
  });

  it('doubled nothing, and booked nothing that nobody told', () => {
    expect(proof.struck.verdict.doubled).toEqual([]);
    expect(proof.struck.verdict.unknown).toEqual([]);
  });

  it('wrote nothing over that a person changed in the books, and shows all of it', () => {
    expect(proof.struck.touched).toBeGreaterThan(10);
    expect(proof.struck.verdict.overwritten).toEqual([]);
    expect(proof.struck.verdict.driftUnseen).toEqual([]);
  });

  it('left both sides with the same money, to the cent', () => {
    expect(proof.struck.verdict.money).toEqual([]);
  });

  it('left no health row unexplained, no message and no open write behind', () => {
    expect(proof.struck.verdict.unexplained).toEqual([]);
    expect(proof.struck.verdict.leftOver).toEqual([]);
  });
});
