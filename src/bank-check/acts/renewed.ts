import type { Bench } from '../bench.ts';
import type { Session } from '../bench-options.ts';
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
  return { session, held, key, issued: accepted<Issued>(answer, 201), answer };
}
