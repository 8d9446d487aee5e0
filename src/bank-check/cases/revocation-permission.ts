import { randomPassword, randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const revocationPermission: Case = {
  name: 'revocation-permission',
  title: {
    ja: '失効の権限と証明',
    en: 'who may revoke, and with what',
  },
  promise:
    "Order of the checks: the master's certificate, the role, the proof, the user, the confirmation password, the certificate.",
  users: ['holder', 'administrator'],
  async run(bench) {
    const json = { serialNumber: randomSerial(), confirmationPassword: randomPassword() };
    const { loginId } = bench.user('holder');
    refused(await bench.revoke(await bench.session('holder'), loginId, json), 403, 'not-permitted');
    const unproven = await bench.logIn('administrator');
    refused(await bench.revoke(unproven, loginId, json), 403, 'proof-required');
    refused(await bench.revoke(unproven, 'nobody-here', json), 403, 'proof-required');
  },
};
