// Where a product may be called: a public https address, and nothing that lies inside anybody's network.
import { BlockList, isIP } from 'node:net';

/**
 * Ranges that are not the public internet (IANA's registries of special-purpose addresses, 2026). Of IPv6 only what is
 * given out to the public (2000::/3) is open at all; these are the parts of it, and of IPv4, that are closed again.
 */
const CLOSED_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by carriers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local: where clouds keep their metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocols
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays to IPv6
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
] as const;
const CLOSED_IPV6 = [
  '2001::/23', // protocols, among them tunnels that carry an IPv4 address
  '2001:db8::/32', // documentation
  '2002::/16', // carries an IPv4 address
  '3fff::/20', // documentation
] as const;

const closed = new BlockList();
for (const range of CLOSED_IPV4) closed.addSubnet(...parts(range), 'ipv4');
for (const range of CLOSED_IPV6) closed.addSubnet(...parts(range), 'ipv6');
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');

function parts(range: string): readonly [string, number] {
  const [network = '', bits = ''] = range.split('/');
  return [network, Number(bits)];
}

/** Whether an IP address (as a name server gives it) belongs to the public internet. What is no address, does not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !closed.check(address, 'ipv4');
  return version === 6 && open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** Whether an IP address is this very machine. */
export function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** Longer addresses are not typed by anybody, and a row has to hold them. */
const URL_LENGTH_MAX = 500;

export type CallbackUrl =
  { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly detail: string };

/**
 * The address that a product gave, if it has the form of one that may be called; where its name leads is another question,
 * asked when it is saved and again with every call. `local`: on a developer's machine, loopback without TLS is fine.
 */
export function readCallbackUrl(
  text: string,
  local: boolean,
  lengthMax: number = URL_LENGTH_MAX,
): CallbackUrl {
  const url = text.length <= lengthMax ? URL.parse(text) : null;
  const no = (detail: string): CallbackUrl => ({ ok: false, detail });
  if (url === null) return no('must be an absolute URL');
  if (url.username !== '' || url.password !== '') return no('must not hold a user name or password');
  if (url.hash !== '') return no('must not have a fragment');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (local && (isLoopback(host) || host === 'localhost')) return { ok: true, url };
  if (url.protocol !== 'https:') return no('must be https');
  if (url.port !== '') return no('must be on the usual port of https');
  // The parser has turned 2130706433, 0x7f.1 and 0177.1 into dotted numbers by now.
  if (isIP(host) !== 0) return no('must name a host, not an IP address');
  if (!host.includes('.') || INSIDE.test(host)) return no('must be a host on the public internet');
  return { ok: true, url };
}

/** Names that only ever lead inside: RFC 6761, RFC 6762, RFC 8375 and ICANN's name for private use. */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|in-addr\.arpa|ip6\.arpa|onion)\.?$/;
