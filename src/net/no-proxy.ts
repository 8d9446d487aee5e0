import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Whom a connection goes to: the host as a URL has it, with or without brackets. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/**
 * Whether NO_PROXY keeps a host from the proxy. Its entries are separated by commas or blanks; capitals and a dot at the
 * end do not matter; with `:port` an entry is of that port alone; one that is none of these forms names nobody:
 *
 * - `*`: every host
 * - `example.jp`: this host and all below it; `.example.jp` and `*.example.jp`: all below it alone
 * - `10.1.2.3`, `::1`, `[::1]`: this address; `10.0.0.0/8`, `fd00::/8`: the addresses of this network (RFC 4632, 3.1)
 * - with any other `*`, as in `192.168.*`: what it matches, each `*` being any text
 *
 * Addresses are compared with what stands in the bank's address; no name is looked up for it.
 */
export function isExcepted(list: string, { host, port }: Target): boolean {
  const wanted = canonical(host);
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => names(entry, wanted, port));
}

/** The entries that name nobody, whatever the host: addresses of pages (`https://example.jp`), networks that are none. */
export function namingNobody(list: string): string[] {
  return list.split(/[\s,]+/).filter((entry) => {
    const { name } = partsOf(entry);
    return name.includes('/') && !networkIn(name);
  });
}

/** This PC itself, by name (RFC 6761, 6.3) or number: no proxy is asked for it. */
export function isLoopback(host: string): boolean {
  const wanted = canonical(host);
  return wanted === 'localhost' || wanted.endsWith('.localhost') || isWithin(wanted, LOOPBACK);
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

function names(entry: string, host: string, port: number): boolean {
  const { name, port: ownPort } = partsOf(entry);
  if (ownPort !== undefined && ownPort !== port) return false;
  const network = networkIn(name);
  if (network) return isWithin(host, network);
  if (name.startsWith('.')) return host.endsWith(`.${canonical(name.slice(1))}`);
  if (name.includes('*')) return matches(host, name);
  if (isIP(host) !== 0) return false;
  const own = canonical(name);
  return own !== '' && (host === own || host.endsWith(`.${own}`));
}

/** `host:port`, `[v6]:port`; a bare IPv6 address has colons of its own. */
function partsOf(entry: string): { name: string; port?: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const name = bracketed ?? plain ?? entry;
  return digits === undefined ? { name } : { name, port: Number(digits) };
}

function networkIn(name: string): BlockList | undefined {
  const [address = '', digits, ...more] = name.split('/');
  const family = familyOf(address);
  if (!family || more.length > 0) return undefined;
  const list = new BlockList();
  if (digits === undefined) {
    list.addAddress(address, family);
    return list;
  }
  const longest = family === 'ipv4' ? 32 : 128;
  if (!/^\d{1,3}$/.test(digits) || Number(digits) > longest) return undefined;
  list.addSubnet(address, Number(digits), family);
  return list;
}

/** An IPv4 address in an IPv6 one (RFC 4291, 2.5.5.2) is that IPv4 address. */
function isWithin(host: string, network: BlockList): boolean {
  const family = familyOf(host);
  return family !== undefined && network.check(host, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}

/** Each `*` is any text. */
function matches(host: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split('*').map(escaped);
  return new RegExp(`^${parts.join('.*')}$`).test(host);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** As URLs have it: lower case, names of other scripts in ASCII (RFC 5891). */
function canonical(host: string): string {
  const bare = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  return isIP(bare) !== 0 ? bare : domainToASCII(bare) || bare;
}
