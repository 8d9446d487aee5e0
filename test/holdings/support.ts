import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import type { KeyState, StoredCertificate } from '../../src/core/certificate.ts';
import type { Found } from '../../src/holdings/holding.ts';
import type { Unfinished } from '../../src/holdings/unfinished.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, issue } from '../support/test-ca.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
export const NOW = new Date('2026-07-01T03:00:00Z');

/** Certification authorities: two generations of bank A's, bank B's, all under one root; and those of strangers. */
export type CaName = 'A4' | 'A5' | 'B' | 'stranger' | 'strangerRekeyed' | 'withoutKeyId' | 'alsoWithoutKeyId';

const authorities = makeAuthorities();

function makeAuthorities() {
  const folder = makeTempFolder();
  try {
    const root = issue(folder, { subject: '/CN=Root', extensions: CA_EXTENSIONS });
    const under = (name: string, serial: string) => {
      const { pem } = issue(folder, {
        ...{ subject: `/O=Test/CN=${name}`, serial },
        ...{ issuer: root, extensions: CA_EXTENSIONS },
      });
      const { subject, subjectKeyId } = readCertificate(pem);
      return { chain: [pem, root.pem], subject, subjectKeyId };
    };
    const [A4, A5, B] = [
      under('Bank A CA - G4', '04'),
      under('Bank A CA - G5', '05'),
      under('Bank B CA', '06'),
    ];
    const other = (subject: string, subjectKeyId?: string) => ({ chain: [], subject, subjectKeyId });
    return {
      ...{ A4, A5, B },
      stranger: other('CN=VPN CA', 'ab'.repeat(20)),
      strangerRekeyed: other('CN=VPN CA', 'cd'.repeat(20)),
      withoutKeyId: other('CN=Old CA'),
      alsoWithoutKeyId: other('CN=Other old CA'),
    } satisfies Record<CaName, unknown>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bankOf(bankId: string, ...cas: CaName[]): BankIdentity {
  const chains = cas.map((name) => authorities[name].chain);
  return { bankId, chain: chains[0] ?? [], chains };
}

/** What a PC may know of banks. */
export const banks = {
  a: bankOf('a', 'A5', 'A4'),
  b: bankOf('b', 'B'),
  /** It was not asked since it has its next CA. */
  aBeforeG5: bankOf('a', 'A4'),
  /** It was not asked before. */
  aSinceG5: bankOf('a', 'A5'),
  /** It has shown that a certificate is its own, but its chain could not be had. */
  aWithG5ByKey: { ...bankOf('a', 'A4'), authorityKeyIds: [authorities.A5.subjectKeyId ?? ''] },
  /** It has its certificates from the same CA as bank A. */
  likeA: bankOf('like-a', 'A5', 'A4'),
};

export interface Facts {
  readonly key?: KeyState;
  /** Who issued it. */
  readonly by?: CaName;
  readonly loginId?: string;
  /** Days from its beginning to its end. */
  readonly lasts?: number;
  /** So many hours after its beginning it was issued; the bank keeps the dates when a certificate is handed over. */
  readonly handedOver?: number;
  /** Instead of one of the bank's shape. */
  readonly commonName?: string;
  readonly forClientAuthentication?: boolean;
  /** It is hidden. */
  readonly archived?: boolean;
}

/** A certificate of this PC whose end is so many days away. */
export function certificateOf(left: number, facts: Facts, name: string): StoredCertificate {
  const { key = 'works', by = 'A4', loginId = 'hanako', lasts = 365, handedOver = 0 } = facts;
  const { subject: issuer, subjectKeyId: authorityKeyId } = authorities[by];
  const notAfter = new Date(NOW.getTime() + left * DAY_MS);
  const notBefore = new Date(notAfter.getTime() - lasts * DAY_MS);
  const issuedAt = new Date(notBefore.getTime() + handedOver * 3_600_000).toISOString().replace(/\D/g, '');
  const { commonName = `${loginId} A001 ${issuedAt.padEnd(20, '0')}`, forClientAuthentication = true } =
    facts;
  const { archived } = facts;
  return {
    ...{ commonName, subject: `CN=${commonName}`, issuer, authorityKeyId, notBefore, notAfter },
    thumbprint: hash('sha1', name),
    publicKeyHash: hash('sha256', name),
    serialNumber: hash('sha256', `number of ${name}`).slice(0, 32),
    pem: '',
    forClientAuthentication,
    hasPrivateKey: key !== 'missing',
    friendlyName: '',
    ...(archived && { archived }),
  };
}

/** A PC, as the commands find it. */
export interface Pc {
  readonly found: readonly Found[];
  readonly banks: readonly BankIdentity[];
  readonly unfinished: readonly Unfinished[];
  readonly now: Date;
}
