// Test groups by what they need: unit (nothing), contract (emulators), infra (a synthesised stack), browser and e2e (the whole system).
import { defineConfig } from 'vitest/config';

const group = (name: string, include: string[], slow: boolean) => ({
  test: {
    name,
    include,
    testTimeout: slow ? 120_000 : 10_000,
    hookTimeout: slow ? 120_000 : 20_000,
    // Two cores: the slow groups start servers of their own, so they take one file at a time.
    fileParallelism: !slow,
  },
});

export default defineConfig({
  test: {
    projects: [
      group('unit', ['test/unit/**/*.test.ts', 'test/rules/**/*.test.ts', 'test/law/**/*.test.ts'], false),
      group('simulators', ['test/simulators/**/*.test.ts'], false),
      group('contract', ['test/contract/**/*.test.ts'], true),
      group('infra', ['test/infra/**/*.test.ts'], true),
      group('browser', ['test/browser/**/*.test.ts'], true),
      group('e2e', ['test/e2e/**/*.test.ts'], true),
      // Seven minutes of killing: by hand (KILLS=1 npx vitest run --project kills) and with npm run kill, not every time.
      ...(process.env['KILLS'] === undefined ? [] : [group('kills', ['test/kill/**/*.test.ts'], true)]),
    ],
  },
});
