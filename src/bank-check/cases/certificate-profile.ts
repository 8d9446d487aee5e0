import { X509Certificate } from 'node:crypto';
import { readCertificateExtensions } from '../../pki/certificate.ts';
import type { Case } from '../case.ts';
import { holds } from '../expect.ts';

/** id-kp-clientAuth (RFC 5280, 4.2.1.12). */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

export const certificateProfile: Case = {
  name: 'certificate-profile',
  title: {
    ja: '証明書のプロファイル',
    en: 'the profile of a certificate',
  },
  promise:
    'Random 128-bit serial number, key usage digitalSignature, extended key usage clientAuth, subject and authority key identifiers, CRL distribution point.',
  users: ['holder'],
  async run(bench) {
    const { issued, answer } = await bench.unconfirmed('holder');
    const extensions = readCertificateExtensions(issued.certificate);
    const x509 = new X509Certificate(issued.certificate);
    const isSo = (isThere: boolean, name: string) =>
      holds(isThere, answer, { ja: `証明書に ${name}`, en: `${name} in the certificate` });
    isSo(extensions.keyUsage?.digitalSignature === true && !extensions.isCa, 'keyUsage digitalSignature');
    isSo(x509.keyUsage?.includes(CLIENT_AUTH) ?? false, 'extendedKeyUsage clientAuth');
    isSo(extensions.subjectKeyId !== undefined, 'subjectKeyIdentifier');
    isSo(extensions.authorityKeyId !== undefined, 'authorityKeyIdentifier');
    isSo(extensions.distributionPoints !== undefined, 'cRLDistributionPoints');
    isSo(!issued.serialNumber.startsWith('0'.repeat(16)), '128 bit serialNumber');
  },
};
