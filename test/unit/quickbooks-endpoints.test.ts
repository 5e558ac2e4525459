// Where tokens may be sent: Intuit's own addresses from a constant table, or a simulator on this very machine.
import { describe, expect, test } from 'vitest';
import { QUICKBOOKS_ENDPOINTS, simulatorEndpoints } from '../../shared/connectors/quickbooks/endpoints.ts';

const at = (base: string) => ({ api: base, authorise: `${base}/a`, token: `${base}/t`, revoke: `${base}/r` });

test('every address of the table is Intuit’s, over TLS', () => {
  for (const endpoints of Object.values(QUICKBOOKS_ENDPOINTS)) {
    for (const address of Object.values(endpoints)) {
      const { protocol, hostname } = new URL(address);
      expect([protocol, hostname.endsWith('.intuit.com')]).toEqual(['https:', true]);
    }
  }
});

describe('a simulator', () => {
  test.each(['http://127.0.0.1:8411', 'http://localhost:1', 'http://[::1]:8411'])('may be at %s', (base) => {
    expect(simulatorEndpoints(at(base))).toEqual(at(base));
  });

  test.each([
    'http://127.0.0.1.example.com',
    'http://example.com',
    'https://127.0.0.1',
    'http://user:secret@127.0.0.1',
    'http://169.254.169.254',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'ftp://127.0.0.1',
    'not an address',
  ])('may not be at %s', (base) => {
    expect(simulatorEndpoints(at(base))).toBeUndefined();
    // One foreign address among good ones is enough to refuse them all.
    expect(simulatorEndpoints({ ...at('http://127.0.0.1:1'), token: `${base}/t` })).toBeUndefined();
  });
});
