import { company, hasCertificate } from '../acts/company.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { accepted, refused } from '../expect.ts';
import { keyOf } from '../key.ts';

const UNTOLD = {
  ja: '証明書の数に決まりのない銀行です(certificatesPerContract)',
  en: 'this bank tells no number of certificates for a company (certificatesPerContract)',
};

export const contractFull: Case = {
  name: 'contract-full',
  title: {
    ja: '企業の証明書の数の上限',
    en: 'as many certificates as a company may have',
  },
  promise: '`contract-full`: the users of the company have as many certificates as they may.',
  users: ['holder', 'other', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const most = (await bench.status()).rules?.certificatesPerContract;
    if (most === undefined) throw new CannotTry(UNTOLD);
    const held = await bench.certificateOf('holder');
    const { users } = await company(bench, await bench.proven('administrator'));
    const count = users.filter(hasCertificate).length;
    if (count < most) throw new CannotTry(room(count, most));
    refused(await bench.ask(await bench.session('other'), await bench.spareKey()), 409, 'contract-full');
    // One that is there already takes no more room.
    accepted(await bench.ask(await bench.session('holder'), keyOf(held.key)), 200);
  },
};

function room(count: number, most: number) {
  return {
    ja: `証明書は ${count} で、上限の ${most} に達していません。上限が ${count} のテスト環境で確認できます`,
    en: `there are ${count} certificates, and ${most} may be; a test system with ${count} for its rule can be tried`,
  };
}
