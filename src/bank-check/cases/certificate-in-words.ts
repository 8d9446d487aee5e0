import { readCertificate } from '../../pki/certificate.ts';
import { isoTime } from '../acts/iso-time.ts';
import type { Case } from '../case.ts';
import { same } from '../expect.ts';

export const certificateInWords: Case = {
  name: 'certificate-in-words',
  title: {
    ja: '応答の項目と証明書の一致',
    en: 'what the answer says and what the certificate says',
  },
  promise: 'Unsigned, 32 lower-case hex digits.',
  users: ['holder'],
  async run(bench) {
    const { issued, answer } = await bench.unconfirmed('holder');
    const { serialNumber, notBefore, notAfter } = readCertificate(issued.certificate);
    const told = [issued.serialNumber, isoTime(issued.notBefore), isoTime(issued.notAfter)];
    const within = [serialNumber, notBefore.toISOString(), notAfter.toISOString()];
    same(told, within, answer, {
      ja: 'serialNumber、notBefore、notAfter は証明書と同じ',
      en: 'serialNumber, notBefore and notAfter of the certificate',
    });
  },
};
