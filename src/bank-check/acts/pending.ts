import type { Bench } from '../bench.ts';
import type { Session } from '../bench-options.ts';
import { CannotTry } from '../breach.ts';
import { accepted, type Schemas, same } from '../expect.ts';
import type { Held } from '../kept.ts';
import type { Answer } from '../wire.ts';
import { revocationBody } from './revoked.ts';

export interface Pending {
  readonly held: Held;
  readonly administrator: Session;
  /** The state in `/me` before it was asked for. */
  readonly before: Schemas['CertificateState'];
  readonly answer: Answer;
  /** RFC 3339. */
  readonly effectiveAt: string;
  /** By the bank's time, between the request for it and the answer at the latest. */
  readonly askedAt: Date;
  /** How long it takes by the bank's rules. */
  readonly minutes: number;
}

/** A revocation of the holder's certificate that does not count yet, at a bank where that takes time. */
export async function pending(bench: Bench): Promise<Pending> {
  const { time, rules } = await bench.status();
  const minutes = rules?.revocationMinutes ?? 0;
  if (minutes === 0) throw new CannotTry(AT_ONCE);
  const held = await bench.certificateOf('holder');
  const before = (await bench.me(await bench.session('holder'))).certificate.state;
  const administrator = await bench.proven('administrator');
  const answer = await bench.revoke(administrator, held.loginId, revocationBody(bench, held.serialNumber));
  const { state, effectiveAt = '' } = accepted<Schemas['Revocation']>(answer, 200);
  same(state, 'revocation-pending', answer, { ja: '状態', en: 'the state' });
  return { held, administrator, before, answer, effectiveAt, askedAt: new Date(time), minutes };
}

const AT_ONCE = {
  ja: '失効がすぐに有効になる銀行です(revocationMinutes)',
  en: 'revocations count at once at this bank (revocationMinutes)',
};
