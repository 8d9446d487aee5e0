import type { Bench } from '../bench.ts';
import type { Session } from '../bench-options.ts';
import { CannotTry } from '../breach.ts';
import { accepted, type Issued } from '../expect.ts';
import type { Held } from '../kept.ts';
import type { Key } from '../key.ts';
import type { Answer } from '../wire.ts';

export interface Renewed {
  readonly session: Session;
  /** The predecessor. */
  readonly held: Held;
  readonly key: Key;
  /** Unconfirmed. */
  readonly issued: Issued;
  readonly answer: Answer;
}

/** Renews the certificate of the user who has one that can be renewed. */
export async function renewed(bench: Bench): Promise<Renewed> {
  const held = await bench.certificateOf('renewable');
  const session = await bench.proven('renewable');
  const key = await bench.newKey();
  const answer = await bench.renew(session, held.serialNumber, key);
  if (answer.status === 409 && (await bench.me(session)).certificate.state === 'issued') {
    throw new CannotTry(NOT_YET);
  }
  return { session, held, key, issued: accepted<Issued>(answer, 201), answer };
}

const NOT_YET = {
  ja: 'renewable の証明書は、まだ更新できません(以前の確認で更新されたものなど)',
  en: 'the certificate of "renewable" cannot be renewed yet; an earlier check may have renewed it',
};
