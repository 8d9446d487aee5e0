import { bankSubjectOf } from '../../core/certificate.ts';
import { readCertificate } from '../../pki/certificate.ts';
import type { Case } from '../case.ts';
import { holds } from '../expect.ts';

export const certificateSubject: Case = {
  name: 'certificate-subject',
  title: {
    ja: '証明書の所有者名',
    en: 'the subject of a certificate',
  },
  promise: '`CN=<login ID> A<3 digits> <20 digits>`, whatever else the request said.',
  users: ['holder'],
  async run(bench) {
    const { session, issued, answer } = await bench.unconfirmed('holder');
    const { commonName } = readCertificate(issued.certificate);
    const subject = bankSubjectOf({ commonName });
    const wanted = `CN=${session.loginId} A<3 digits> <20 digits>`;
    const seen = `CN=${commonName}`;
    const expected = { ja: wanted, en: wanted };
    holds(subject?.loginId === session.loginId, answer, expected, { ja: seen, en: seen });
  },
};
