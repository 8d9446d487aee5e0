import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const replacedKey: Case = {
  name: 'replaced-key',
  title: {
    ja: '置き換えられた証明書の鍵',
    en: 'the key of a replaced certificate',
  },
  promise:
    "A public key whose certificate is revoked or expired, or which is the predecessor's, is 422 `key-used`.",
  users: ['holder'],
  async run(bench) {
    const { session, key } = await bench.unconfirmed('holder');
    await bench.unconfirmed('holder');
    refused(await bench.ask(session, key), 422, 'key-used');
  },
};
