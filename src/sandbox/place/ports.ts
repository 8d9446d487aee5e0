/** Of the ports that systems do not give to passing connections (IANA's registered ports). */
const FIRST = 20_000;
const COUNT = 10_000;

/**
 * The port that a practice bank takes where it is free. Always the same one, because its certificates name it: that is
 * where their revocation list is fetched.
 */
export function usualPort(bankId: string): number {
  return FIRST + (Number.parseInt(bankId.replace(/^demo-/, ''), 16) % COUNT);
}

/**
 * Where the revocation lists are: the present CA's there, each one's by the query `authorityKeyId`. Plain HTTP: a list
 * is signed, and who checks certificates must not need one for fetching it (RFC 5280, 8).
 */
export function crlUrlAt(port: number): string {
  return `http://127.0.0.1:${port}/v1/crl`;
}
