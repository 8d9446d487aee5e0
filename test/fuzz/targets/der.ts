import { MalformedDer, readCertificate, readCertificateExtensions } from '../../../src/pki/certificate.ts';
import { parsePemChain } from '../../../src/pki/pem.ts';
import { showCertificate } from '../show.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

const isMalformed = (error: unknown) => error instanceof MalformedDer;

/** A certificate as DER, and all that is made of one when it is asked for. */
export const der: FuzzTarget = {
  name: 'der',
  longest: 16 * MIB,
  run(bytes) {
    const record = tolerate(() => readCertificate(bytes), isMalformed);
    tolerate(() => readCertificateExtensions(bytes), isMalformed);
    if (!record) return;
    const again = readCertificate(record.pem);
    if (again.thumbprint !== record.thumbprint || parsePemChain(record.pem).length !== 1) {
      throw new Error('its PEM is another certificate');
    }
    if (record.publicKeyHash !== again.publicKeyHash || record.alternativeName !== again.alternativeName) {
      throw new Error('read again it says something else');
    }
    showCertificate(record);
  },
};
