import { randomPassword, randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const masterCertificate: Case = {
  name: 'master-certificate',
  title: {
    ja: 'マスターユーザの証明書の失効',
    en: "revoking a master user's certificate",
  },
  promise:
    "Order of the checks: the master's certificate, the role, the proof, the user, the confirmation password, the certificate.",
  users: ['holder', 'administrator', 'master'],
  async run(bench) {
    const { rules } = await bench.status();
    const { loginId } = bench.user('master');
    const general = await bench.session('holder');
    const json = { serialNumber: randomSerial(), confirmationPassword: randomPassword() };
    refused(await bench.revoke(general, loginId, json), 403, 'master-certificate');
    if (rules?.masterRevocableBy?.includes('administrator')) return;
    const administrator = await bench.session('administrator');
    refused(await bench.revoke(administrator, loginId, json), 403, 'master-certificate');
  },
};
