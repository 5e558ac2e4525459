// Which addresses of products may be called: a corpus of ways to lead us inside (OWASP API7).
import { describe, expect, test } from 'vitest';
import { isPublicAddress, readCallbackUrl } from '../../shared/connectors/product/callback-address.ts';

const GOOD = [
  'https://shop.example.com/ledger',
  'https://shop.example.com',
  'https://shop.example.com:443/x?y=z',
  'https://xn--bcher-kva.example/ledger',
  'https://bücher.example/ledger',
  'HTTPS://SHOP.EXAMPLE.COM/ledger',
];

const BAD: readonly (readonly [string, string])[] = [
  ...['', 'shop.example.com', '/ledger', '//shop.example.com/x', 'https://', 'https://a b.com'],
  `https://shop.example.com/${'x'.repeat(500)}`,
].map((url) => [url, 'must be an absolute URL'] as const);

const NOT_HTTPS = [
  'http://shop.example.com/ledger',
  'ftp://shop.example.com/ledger',
  'file:///etc/passwd',
  'gopher://shop.example.com/_x',
  'data:text/plain,x',
  'javascript:alert(1)',
  'ws://shop.example.com',
];

const LITERALS = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://0177.1/',
  'https://017700000001/',
  'https://127.0.0.1./',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://10.0.0.8/',
  'https://172.16.3.4/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://169.254.170.2/v2/credentials',
  'https://0xa9fea9fe/',
  'https://2852039166/',
  'https://100.64.0.1/',
  'https://93.184.216.34/',
  'https://192.168.257/',
  'https://0300.0250.0.1/',
  'https://0xA.0xB/',
  'https://%31%32%37.0.0.1/',
  'https://127.0.0.1:443/',
  'https://[::]/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a9fe:a9fe]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fc00::1]/',
  'https://[ff02::1]/',
  'https://[2606:4700:4700::1111]/',
];

const INSIDE = [
  'https://localhost/',
  'https://localhost./',
  'https://LOCALHOST/',
  'https://app.localhost/',
  'https://metadata.google.internal/',
  'https://printer.local/',
  'https://ledger.lan/',
  'https://wiki.intranet/',
  'https://nas.home.arpa/',
  'https://1.0.0.127.in-addr.arpa/',
  'https://hidden.onion/',
  'https://intranet/',
  'https://db/',
  'https:///x',
  'https:\\\\db\\x',
  'https://a.internal./',
  'https://kubernetes.default.svc.local/',
];

const OTHER_PORTS = [
  'https://shop.example.com:22/',
  'https://shop.example.com:8443/',
  'https://shop.example.com:6379/',
];

const WITH_NAMES = [
  'https://user@shop.example.com/',
  'https://user:pass@shop.example.com/',
  'https://shop.example.com@127.0.0.1/',
  'https://shop.example.com:x@evil.example/',
];

const detailOf = (url: string, local = false): string => {
  const read = readCallbackUrl(url, local);
  return read.ok ? 'fine' : read.detail;
};

describe('the form of an address', () => {
  test.each(GOOD)('%s is fine', (url) => expect(detailOf(url)).toBe('fine'));
  test.each(BAD)('%s: %s', (url, detail) => expect(detailOf(url)).toBe(detail));
  test.each(NOT_HTTPS)('%s is not https', (url) => expect(detailOf(url)).not.toBe('fine'));
  test.each(LITERALS)('%s is an address, not a name', (url) => expect(detailOf(url)).not.toBe('fine'));
  test.each(INSIDE)('%s leads inside', (url) =>
    expect(detailOf(url)).toBe('must be a host on the public internet'),
  );
  test.each(OTHER_PORTS)('%s is another service', (url) =>
    expect(detailOf(url)).toBe('must be on the usual port of https'),
  );
  test.each(WITH_NAMES)('%s carries a name', (url) =>
    expect(detailOf(url)).toBe('must not hold a user name or password'),
  );
  test('a fragment is not sent anywhere', () =>
    expect(detailOf('https://shop.example.com/#x')).toBe('must not have a fragment'));

  test('on a developer’s machine only that machine may be called besides', () => {
    for (const url of ['http://127.0.0.1:8080/x', 'http://localhost:1/', 'http://[::1]:8080/', ...GOOD])
      expect(detailOf(url, true)).toBe('fine');
    for (const url of ['http://10.0.0.8/', 'http://shop.example.com/', 'https://169.254.169.254/'])
      expect(detailOf(url, true)).not.toBe('fine');
  });

  test('there are more than eighty ways in it', () => {
    const all = [BAD, NOT_HTTPS, LITERALS, INSIDE, OTHER_PORTS, WITH_NAMES].flat(1);
    expect(all.length).toBeGreaterThan(80);
  });
});

describe('what a name leads to', () => {
  test.each([
    '93.184.216.34',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450::1',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));
  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.100.1.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1'],
    ...[
      '172.31.255.255',
      '192.0.0.1',
      '192.0.2.1',
      '192.168.0.1',
      '198.18.0.1',
      '198.51.100.7',
      '203.0.113.9',
    ],
    ...['224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '100::1'],
    ...[
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::1',
      '3fff::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fec0::1',
    ],
    ...['ff02::1', '5f00::1', 'not an address', '', 'fe80::1%eth0'],
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});
