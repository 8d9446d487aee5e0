import { onTheList } from '../acts/on-the-list.ts';
import { renewed } from '../acts/renewed.ts';
import type { Case } from '../case.ts';
import { accepted, refused, type Schemas, same } from '../expect.ts';

export const replacedRenewal: Case = {
  name: 'replaced-renewal',
  title: {
    ja: '更新で取得し、確定しないまま置き換えた証明書',
    en: 'a renewal that is replaced before it was confirmed',
  },
  promise:
    '`certificate` is the confirmed one (without one, the state as it was before); `unconfirmed` stands beside it.',
  users: ['renewable'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const first = await renewed(bench);
    const before = (await bench.me(first.session)).certificate;
    const { session, held, issued } = await renewed(bench);
    const details = await bench.details(session, first.issued.serialNumber);
    const { state, confirmed } = accepted<Schemas['CertificateDetails']>(details, 200);
    same([state, confirmed], ['revoked', false], details, {
      ja: '置き換えられた証明書の state と confirmed',
      en: 'state and confirmed of the replaced one',
    });
    const { certificate, unconfirmed, answer } = await bench.me(session);
    same(
      [certificate.state, certificate.serialNumber, unconfirmed?.serialNumber],
      [before.state, held.serialNumber, issued.serialNumber],
      answer,
      {
        ja: '/me の state、serialNumber、unconfirmed。最後に失効した証明書ではなく、確定済みの証明書で決まる',
        en: 'state, serialNumber and unconfirmed in /me: by the confirmed one, and not by the one that was revoked last',
      },
    );
    accepted(await bench.prove(session, held), 200);
    refused(await bench.confirm(session, first.issued.serialNumber), 410, 'certificate-revoked');
    await onTheList(bench, first.issued.certificate);
  },
};
