import { revoked } from '../acts/revoked.ts';
import type { Case } from '../case.ts';
import { accepted, refused, type Schemas, same } from '../expect.ts';
import { keyOf } from '../key.ts';

export const revokedCertificate: Case = {
  name: 'revoked-certificate',
  title: {
    ja: '失効した証明書は使用できない',
    en: 'a revoked certificate is good for nothing',
  },
  promise:
    '`certificate-revoked`: it was revoked, or superseded by a request with another key. `certificate-expired`: it was not confirmed in time.',
  users: ['holder', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { held } = await revoked(bench);
    const session = await bench.session('holder');
    refused(await bench.ask(session, keyOf(held.key)), 422, 'key-used');
    refused(await bench.confirm(session, held.serialNumber), 410, 'certificate-revoked');
    refused(await bench.prove(session, held), 401, 'proof-refused');
    const answer = await bench.send({ method: 'GET', path: '/me', token: session.token });
    same(accepted<Schemas['Me']>(answer, 200).certificate.state, 'revoked', answer, {
      ja: '/me の状態',
      en: 'the state in /me',
    });
  },
};
