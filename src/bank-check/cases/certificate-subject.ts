import { bankSubjectOf } from '../../core/certificate.ts';
import { readCertificate } from '../../pki/certificate.ts';
import type { Case } from '../case.ts';
import { same } from '../expect.ts';

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
    same(subject?.loginId, session.loginId, answer, {
      ja: `CN「${commonName}」のログインID`,
      en: `the login ID in the CN "${commonName}"`,
    });
  },
};
