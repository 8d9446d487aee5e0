import type { Case } from '../case.ts';
import { accepted, refused, type Schemas, same } from '../expect.ts';

export const proof: Case = {
  name: 'proof',
  title: {
    ja: '証明とその繰り返し',
    en: 'the proof, and giving it again',
  },
  promise:
    "A session that is proven stays so, but for administrators' acts only until its certificate is revoked by such an act itself.",
  users: ['holder'],
  destructive: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const session = await bench.session('holder');
    for (let time = 0; time < 2; time += 1) {
      const answer = await bench.prove(session, held);
      same(accepted<Schemas['Session']>(answer, 200).proven, true, answer, { ja: 'proven', en: 'proven' });
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
