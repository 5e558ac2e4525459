// The corpus: every seed that ever failed, with what it found. They are run first, for ever.
import corpus from './corpus.json' with { type: 'json' };

export interface CorpusSeed {
  readonly seed: number;
  readonly keyless: boolean;
  readonly found: string;
}

export const CORPUS: readonly CorpusSeed[] = corpus;
