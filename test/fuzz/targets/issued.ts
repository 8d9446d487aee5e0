import { belongsToBank, chainOf } from '../../../src/pki/bank-certificate.ts';
import { MalformedDer, readCertificate } from '../../../src/pki/certificate.ts';
import { toPem } from '../../../src/pki/pem.ts';
import { tryAll } from '../../../src/pki/trial.ts';
import { checkIssued, isCaChain, isIssuedBy } from '../../../src/pki/verify.ts';
import { intermediatesOf, readIssued } from '../../../src/winstore/shared/failures.ts';
import { CA } from '../authority.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

const NOW = new Date('2026-11-22T05:00:00Z');
const PUBLIC_KEY = 'x';

/** Certificates as a bank issues them: DER, the certificate first, then those of its CAs, each behind its length in two octets. */
export const issued: FuzzTarget = {
  name: 'issued',
  longest: MIB,
  async run(bytes) {
    const [pem = '', ...chain] = partsOf(bytes).map((der) => toPem('CERTIFICATE', der));
    tolerate(() => readIssued(pem));
    tolerate(() => intermediatesOf(chain));
    isCaChain(chain);
    const record = tolerate(
      () => readCertificate(pem),
      (error) => error instanceof MalformedDer,
    );
    const check = { certificate: pem, chain, loginId: 'jirodt', now: NOW };
    for (const caChain of [[CA], chain]) {
      const publicKeyHash = record?.publicKeyHash ?? PUBLIC_KEY;
      tolerate(() => checkIssued({ ...check, caChain, publicKeyHash }));
    }
    if (!record) return;
    if (isIssuedBy(record, chain)) {
      const identity = { chains: [chain] };
      if (belongsToBank(record, identity)) chainOf(record, identity);
    }
    const stored = Object.assign(record, { hasPrivateKey: true, friendlyName: '' });
    await tryAll({ sign: async () => Buffer.from('a signature') }, [stored]);
  },
};

function partsOf(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at + 2 < bytes.length && parts.length < 8; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    parts.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return parts;
}
