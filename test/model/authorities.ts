import { keyIdOf, makeCertificate, ROOT } from './certificates.ts';

/** The generations of the bank's certification authority, all under one root. */
export interface Authority {
  readonly name: string;
  readonly key: string;
  /** Lower-case hex. */
  readonly keyId: string;
  /** PEMs, issuing CA first. */
  readonly chain: string[];
}

const [FROM, UNTIL] = [new Date('2000-01-01T00:00:00Z'), new Date('2099-12-31T23:59:59Z')];
const dates = { notBefore: FROM, notAfter: UNTIL, isCa: true };

const root = makeCertificate({
  ...{ commonName: 'Root', issuer: 'Root', key: ROOT, signer: ROOT, serialNumber: '01'.padStart(32, '1') },
  ...dates,
});

function generation(number: number): Authority {
  const [name, key] = [`Bank CA - G${number}`, `ca ${number}`];
  const serialNumber = String(number).padStart(32, '1');
  const pem = makeCertificate({
    ...{ commonName: name, issuer: 'Root', key, signer: ROOT, serialNumber },
    ...dates,
  });
  return { name, key, keyId: keyIdOf(key), chain: [pem, root] };
}

const generations = [4, 5, 6, 7].map(generation);
/** How many there are at most. */
export const GENERATIONS = generations.length;

export function authorityOf(index: number): Authority {
  const found = generations[index];
  if (!found) throw new TypeError('no such generation');
  return found;
}
