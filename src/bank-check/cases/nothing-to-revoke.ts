import { revocationBody } from '../acts/revoked.ts';
import { randomSerial } from '../acts/wrong.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

const HAS_ONE = { ja: 'other に証明書があります', en: '"other" has a certificate' };

export const nothingToRevoke: Case = {
  name: 'nothing-to-revoke',
  title: {
    ja: '失効するものがない',
    en: 'nothing to revoke',
  },
  promise: '`nothing-to-revoke`: the user has no certificate that could be revoked.',
  users: ['other', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const other = await bench.session('other');
    const { certificate, unconfirmed } = await bench.me(other);
    const isThere = unconfirmed || certificate.state === 'issued' || certificate.state === 'renewable';
    if (isThere) throw new CannotTry(HAS_ONE);
    const json = revocationBody(bench, randomSerial());
    refused(
      await bench.revoke(await bench.proven('administrator'), other.loginId, json),
      409,
      'nothing-to-revoke',
    );
  },
};
