import type { Case } from '../case.ts';
import { about, accepted, refused, type Schemas, same } from '../expect.ts';

const RIGHT = {
  ja: '接頭辞、改行(0x0A 1 バイト)、このセッションの challenge に対する、確定済みの証明書の鍵の正しい署名',
  en: "a right signature: by the confirmed certificate's key, over the prefix, one byte 0x0A and this session's challenge",
};

export const proof: Case = {
  name: 'proof',
  title: {
    ja: '証明とその繰り返し',
    en: 'the proof, and giving it again',
  },
  promise:
    "The signature is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2) by the key of the login ID's confirmed, valid certificate over the ASCII bytes of `cert-tool proof v1`, a line feed, and the session's `challenge`.",
  users: ['holder'],
  destructive: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const session = await bench.session('holder');
    for (let time = 0; time < 2; time += 1) {
      const answer = await bench.prove(session, held);
      about(RIGHT, () => accepted(answer, 200));
    }
    const wrong = await bench.prove(session, held, 'something else');
    refused(wrong, 401, 'proof-refused');
    const answer = await bench.submitCode(session.token, '000000');
    same(accepted<Schemas['Session']>(answer, 200).proven, true, answer, {
      ja: 'proven のまま',
      en: 'still proven',
    });
  },
};
