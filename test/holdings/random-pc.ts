import fc from 'fast-check';
import type { KeyState } from '../../src/core/certificate.ts';
import { daysLeft } from '../../src/core/renewal.ts';
import type { Found } from '../../src/holdings/holding.ts';
import type { Unfinished } from '../../src/holdings/unfinished.ts';
import { answersOf, inWords } from './answers.ts';
import { banks, type CaName, certificateOf, NOW, type Pc } from './support.ts';

/** PCs at random: one to four certificates, what is known of banks, and unfinished requests. */

const LOGIN_IDS = ['hanako', 'hanako', 'hanako', 'jiro'] as const;
const KEYS: readonly KeyState[] = ['works', 'works', 'works', 'untried', 'missing', 'unusable'];
const CAS = ['A4', 'A4', 'A4', 'A4', 'A5', 'A5', 'B', 'B', 'stranger'] as const satisfies CaName[];
const { a, b, aBeforeG5 } = banks;
const KNOWN = [[a, b], [a, b], [a, b], [a], [a], [aBeforeG5, b], [aBeforeG5], [b], []];
const BANK_IDS: Readonly<Record<(typeof CAS)[number], string>> = { A4: 'a', A5: 'a', B: 'b', stranger: 'b' };

/** Days to the end: those where something changes more often than others. */
const left = fc.oneof(
  fc.constantFrom(-365, -1, 0, 39, 40, 41, 325, 364, 365, 366),
  fc.integer({ min: -60, max: 400 }),
);

const randomCertificate = fc.record({
  left,
  lasts: fc.constantFrom(365, 365, 365, 365, 365, 30),
  key: fc.constantFrom(...KEYS),
  by: fc.constantFrom(...CAS),
  loginId: fc.constantFrom(...LOGIN_IDS),
  forClientAuthentication: fc.constantFrom(...Array<boolean>(9).fill(true), false),
  /** No bank issues two in the same moment. */
  handedOver: fc.integer({ min: 0, max: 40 }),
});
type RandomCertificate = typeof randomCertificate extends fc.Arbitrary<infer T> ? T : never;

/** Of the user and at the bank of the certificate of this index. */
const randomRequest = fc.record({
  of: fc.nat(3),
  kind: fc.constantFrom('issue', 'renewal', 'renewal'),
  step: fc.constantFrom('key', 'sent', 'issued', 'installed'),
  /** The one of this index is its own. */
  made: fc.option(fc.nat(3), { nil: undefined }),
});
type RandomRequest = typeof randomRequest extends fc.Arbitrary<infer T> ? T : never;

const certificates = fc.uniqueArray(randomCertificate, {
  ...{ minLength: 1, maxLength: 4 },
  selector: ({ left: days, lasts, handedOver }) => `${days - lasts} ${handedOver}`,
});
const requests = fc.array(randomRequest, { maxLength: 2 });

export const randomPc: fc.Arbitrary<Pc> = fc
  .record({
    certificates,
    requests,
    known: fc.constantFrom(...KNOWN),
    busy: fc.constantFrom(true, false, false),
  })
  .map(({ certificates: many, requests: begun, known, busy }) => {
    const found = many.map(({ left: days, ...facts }, index) => ({
      certificate: certificateOf(days, facts, `certificate ${index}`),
      key: facts.key,
    }));
    const unfinished = busy ? begun.map((request) => requestOf(request, many, found)) : [];
    // The journal has one entry at most for each bank and login ID.
    const one = new Map(unfinished.map((entry) => [`${entry.bankId} ${entry.loginId}`, entry]));
    return { found, banks: known, unfinished: [...one.values()], now: NOW };
  });

function requestOf(
  { of, kind, step, made = -1 }: RandomRequest,
  many: readonly RandomCertificate[],
  found: readonly Found[],
): Unfinished {
  const index = of % many.length;
  const { by = 'A4', loginId = '' } = many[index] ?? {};
  const { thumbprint = '' } = found[index]?.certificate ?? {};
  const own = many[made]?.by === by && many[made]?.loginId === loginId && found[made]?.certificate;
  return {
    ...{ bankId: BANK_IDS[by], loginId, kind, step },
    ...(kind === 'renewal' ? { predecessor: { thumbprint } } : {}),
    ...(own ? { publicKeyHash: own.publicKeyHash } : {}),
  };
}

/** A PC as one would tell of it, with what is said of each certificate. */
export function told(pc: Pc): string {
  const known = pc.banks.map(({ bankId, chains }) => `${bankId} (${chains.length} CAs)`).join(', ');
  const lines = answersOf(pc).map((answer) => {
    const { certificate, key } = answer.holding;
    const { notBefore, notAfter, commonName, issuer, forClientAuthentication } = certificate;
    const lasts = (notAfter.getTime() - notBefore.getTime()) / 86_400_000;
    return [
      `${commonName}, by ${issuer}, ${lasts} days long, ends in ${daysLeft(notAfter, pc.now)} days`,
      `key ${key}${forClientAuthentication ? '' : ', not for client authentication'}: ${inWords(answer)}`,
    ].join(', ');
  });
  const begun = pc.unfinished.map(({ step, loginId, bankId, predecessor, publicKeyHash }) => {
    const indexOf = (fits: (one: Found['certificate']) => boolean) =>
      pc.found.findIndex(({ certificate }) => fits(certificate));
    const old = predecessor ? indexOf(({ thumbprint }) => thumbprint === predecessor.thumbprint) : undefined;
    const own = publicKeyHash ? indexOf((each) => each.publicKeyHash === publicKeyHash) : undefined;
    return `unfinished: of ${loginId} at ${bankId}, step ${step}, replaces ${old}, made ${own}`;
  });
  return [`banks known: ${known || 'none'}`, ...lines, ...begun].join('\n');
}
