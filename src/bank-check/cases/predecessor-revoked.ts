import { renewed } from '../acts/renewed.ts';
import type { Case } from '../case.ts';
import { accepted, refused, type Schemas, same } from '../expect.ts';
import { keyOf } from '../key.ts';

export const predecessorRevoked: Case = {
  name: 'predecessor-revoked',
  title: {
    ja: '確定すると古い証明書は失効する',
    en: 'the confirmation revokes the old certificate',
  },
  promise: 'Confirming a renewal revokes the predecessor as superseded, in the same transaction.',
  users: ['renewable'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { session, held, key, issued } = await renewed(bench);
    accepted(await bench.confirm(session, issued.serialNumber), 204);
    bench.hold(session.loginId, issued, key);
    const answer = await bench.details(session, held.serialNumber);
    const { state, revocationReason } = accepted<Schemas['CertificateDetails']>(answer, 200);
    same([state, revocationReason], ['revoked', 'superseded'], answer, {
      ja: '状態と理由',
      en: 'state and reason',
    });
    refused(await bench.ask(session, keyOf(held.key)), 422, 'key-used');
    const next = await bench.spareKey();
    const again = await bench.proven('renewable');
    refused(await bench.renew(again, held.serialNumber, next), 409, 'already-renewed');
  },
};
