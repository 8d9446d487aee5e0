import { randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

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
    const texts = [session.challenge, `cert-tool proof v1\n${earlier.challenge}`];
    for (const text of texts) refused(await bench.prove(session, held, text), 401, 'proof-refused');
    const { pem: key } = await bench.spareKey();
    refused(await bench.prove(session, { ...held, key }), 401, 'proof-refused');
    refused(await bench.prove(session, { ...held, serialNumber: randomSerial() }), 401, 'proof-refused');
  },
};
