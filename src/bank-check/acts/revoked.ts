import type { Bench } from '../bench.ts';
import type { Session } from '../bench-options.ts';
import { CannotTry } from '../breach.ts';
import { accepted, type Schemas, same } from '../expect.ts';
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
  await countsAtOnce(bench, answer);
  bench.release(held.loginId);
  ofRun.set(bench, { held, administrator, answer });
  return { held, administrator, answer };
}

export function revocationBody(bench: Bench, serialNumber: string): object {
  const { confirmationPassword } = bench.user('administrator');
  return { serialNumber, confirmationPassword, reason: REASON };
}

/**
 * @throws CannotTry at a bank whose revocations take time
 * @throws Breach unless this one counts already, or the rules say that it takes time
 */
export async function countsAtOnce(bench: Bench, answer: Answer): Promise<void> {
  const { state } = accepted<Schemas['Revocation']>(answer, 200);
  const { rules } = await bench.status();
  if (state !== 'revoked' && rules?.revocationMinutes) throw new CannotTry(LATER);
  same(state, 'revoked', answer, {
    ja: '状態(revocationMinutes がないか、0)',
    en: 'the state, as revocationMinutes is left out or 0',
  });
}

const LATER = {
  ja: '失効に時間がかかる銀行です',
  en: 'revocations take time at this bank',
};
