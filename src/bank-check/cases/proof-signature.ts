import { randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { about, refused } from '../expect.ts';

/** What is wrong with a signature. */
const OVER = {
  challenge: { ja: '接頭辞のない challenge だけの署名', en: 'a signature over the challenge alone' },
  earlier: {
    ja: '以前のセッションの challenge の署名',
    en: "a signature over an earlier session's challenge",
  },
  otherKey: { ja: '別の鍵の署名', en: 'a signature by another key' },
  otherSerial: { ja: '別のシリアル番号', en: 'the serial number of another certificate' },
} as const;

export const proofSignature: Case = {
  name: 'proof-signature',
  title: {
    ja: '証明の署名',
    en: 'what the proof signs',
  },
  promise:
    "The signature is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2) by the key of the login ID's confirmed, valid certificate over the ASCII bytes of `cert-tool proof v1`, a line feed, and the session's `challenge`.",
  users: ['holder'],
  destructive: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const earlier = await bench.session('holder');
    const session = await bench.logIn('holder');
    const { pem: otherKey } = await bench.spareKey();
    const { challenge } = session;
    const wrong = [
      [OVER.challenge, await bench.prove(session, held, challenge)],
      [OVER.earlier, await bench.prove(session, held, `cert-tool proof v1\n${earlier.challenge}`)],
      [OVER.otherKey, await bench.prove(session, { ...held, key: otherKey })],
      [OVER.otherSerial, await bench.prove(session, { ...held, serialNumber: randomSerial() })],
    ] as const;
    for (const [what, answer] of wrong) about(what, () => refused(answer, 401, 'proof-refused'));
  },
};
