import type { Case } from '../case.ts';
import { accepted, type Issued, refused, same } from '../expect.ts';
import { keyOf } from '../key.ts';

export const confirmedAgain: Case = {
  name: 'confirmed-again',
  title: {
    ja: '確定後の要求',
    en: 'requests after the confirmation',
  },
  promise:
    'Then the rules: a login ID with a confirmed certificate that is in date gets 409 `certificate-exists`.',
  users: ['holder'],
  destructive: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const session = await bench.session('holder');
    const again = await bench.ask(session, keyOf(held.key));
    const { serialNumber, confirmed } = accepted<Issued>(again, 200);
    same([serialNumber, confirmed], [held.serialNumber, true], again, {
      ja: '確定した同じ証明書',
      en: 'the same certificate, confirmed',
    });
    refused(await bench.ask(session, await bench.spareKey()), 409, 'certificate-exists');
  },
};
