import type { Bench } from '../bench.ts';
import type { Session } from '../bench-options.ts';
import { CannotTry } from '../breach.ts';
import { accepted, type Schemas } from '../expect.ts';
import type { Held } from '../kept.ts';
import type { Answer } from '../wire.ts';

export const REASON = 'cessationOfOperation';

interface Revoked {
  readonly held: Held;
  readonly administrator: Session;
  readonly answer: Answer;
}

/** Revoking costs a certificate each time: the cases of one run look at the same one. */
const ofRun = new WeakMap<Bench, Revoked>();

/** A certificate of the holder's that the administrator has revoked. */
export async function revoked(bench: Bench): Promise<Revoked> {
  const known = ofRun.get(bench);
  if (known) return { ...known, administrator: await bench.session('administrator') };
  const held = await bench.certificateOf('holder');
  const administrator = await bench.proven('administrator');
  const answer = await bench.revoke(administrator, held.loginId, revocationBody(bench, held.serialNumber));
  const { state } = accepted<Schemas['Revocation']>(answer, 200);
  if (state !== 'revoked') throw new CannotTry(LATER);
  bench.release(held.loginId);
  ofRun.set(bench, { held, administrator, answer });
  return { held, administrator, answer };
}

export function revocationBody(bench: Bench, serialNumber: string): object {
  const { confirmationPassword } = bench.user('administrator');
  return { serialNumber, confirmationPassword, reason: REASON };
}

const LATER = {
  ja: '失効に時間がかかる銀行です',
  en: 'revocations take time at this bank',
};
