import { damaged } from '../acts/damaged.ts';
import { randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';
import { keyOf } from '../key.ts';

export const renewalOrder: Case = {
  name: 'renewal-order',
  title: {
    ja: '更新を拒否する順序',
    en: 'in which order renewals are refused',
  },
  promise: 'the session has given no proof | 403 `proof-required`',
  users: ['holder'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const session = await bench.proven('holder');
    const { token, loginId } = session;
    const csr = damaged((await bench.spareKey()).request(loginId));
    const send = (serialNumber: string) =>
      bench.send({ method: 'POST', path: `/certificates/${serialNumber}/renewal`, token, json: { csr } });
    refused(await send(randomSerial()), 404, 'not-found');
    refused(await send(held.serialNumber), 422, 'csr-refused');
    refused(await bench.renew(session, held.serialNumber, keyOf(held.key)), 422, 'key-used');
  },
};
