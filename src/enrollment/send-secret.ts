import type { ErrorName } from '../core/catalogue/index.ts';
import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';
import type { EnrollmentPorts, Secrets } from './ports.ts';
import type { LastingSecret, Refused, RefusedSecret, Whose } from './refusals.ts';
import { hashSecret, isSecretOf } from './secret-hash.ts';

type SendingPorts = Pick<EnrollmentPorts, 'secrets' | 'refusals' | 'now'>;

export interface Sending extends Whose {
  readonly kind: LastingSecret;
  readonly secret: string;
}

/** The bank's counters are not ours to know for ever, and old passwords are seldom tried again. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;
/** Each costs a run its hash; before that many the login ID is locked. */
const MOST_SECRETS = 8;

/**
 * Sends a secret and remembers what the bank says of it. One that nobody typed is not sent when the bank has refused it
 * before, nor when one try is left before the lock, unless the person wants that. Call it while the login ID is locked
 * here: another run in between could use up that try.
 * @throws CertToolError `refused-before`, `newer-data` before anything is sent; what `send` throws
 */
export async function sendSecret<T>(
  ports: SendingPorts,
  sending: Sending,
  send: () => Promise<T>,
): Promise<T> {
  const before = await recall(ports, sending);
  await refuseHopeless(ports, sending, before);
  let answer: T;
  try {
    answer = await send();
  } catch (error) {
    // The bank's refusal is the one to tell.
    await rememberFailure(ports, sending, before, error).catch(() => {});
    throw error;
  }
  if (before.secrets.length > 0 || before.attemptsLeft !== undefined) {
    await remember(ports, sending, isTyped(ports, sending.kind) ? NOTHING : { ...before, secrets: [] });
  }
  return answer;
}

/** After a success that has set the bank's counter back. */
export async function forgetRefusals(
  { refusals }: Pick<SendingPorts, 'refusals'>,
  { bankId, loginId }: Whose,
  kind: LastingSecret,
): Promise<void> {
  const { [kind]: _, ...others } = await refusals.read({ bankId, loginId });
  await refusals.write({ bankId, loginId }, others);
}

/**
 * The same refusal as `sendSecret`, before the bank is connected to; where nobody has to type the secret.
 * @throws CertToolError `refused-before`, `newer-data`
 */
export async function refuseEarly(
  ports: SendingPorts,
  whose: Whose,
  kinds: readonly LastingSecret[],
): Promise<void> {
  const remembered = await ports.refusals.read(whose);
  for (const kind of kinds) {
    if (!remembered[kind] || isTyped(ports, kind)) continue;
    const secret = await givenSecret(ports.secrets, kind);
    if (secret === undefined) continue;
    const sending = { ...whose, kind, secret };
    await refuseHopeless(ports, sending, await recall(ports, sending));
  }
}

/** Undefined where there is none: that is told when it is needed. */
async function givenSecret(secrets: Secrets, kind: LastingSecret): Promise<string | undefined> {
  try {
    return await secrets[kind]();
  } catch {
    return undefined;
  }
}

function isTyped({ secrets }: SendingPorts, kind: LastingSecret): boolean {
  return secrets.canRetry(kind);
}

/** A clock that was set back makes no refusal last longer. */
async function recall({ refusals, now }: SendingPorts, { kind, bankId, loginId }: Sending): Promise<Refused> {
  const { [kind]: found = NOTHING } = await refusals.read({ bankId, loginId });
  const age = ({ refusedAt }: RefusedSecret) => Math.abs(now().getTime() - Date.parse(refusedAt));
  return { ...found, secrets: found.secrets.filter((each) => age(each) <= REMEMBERED_MS) };
}

async function remember({ refusals }: SendingPorts, sending: Sending, refused: Refused): Promise<void> {
  const whose = { bankId: sending.bankId, loginId: sending.loginId };
  const { [sending.kind]: _, ...others } = await refusals.read(whose);
  const isEmpty = refused.secrets.length === 0 && refused.attemptsLeft === undefined;
  await refusals.write(whose, isEmpty ? others : { ...others, [sending.kind]: refused });
}

/** @throws CertToolError `refused-before` */
async function refuseHopeless(
  ports: SendingPorts,
  { kind, secret }: Sending,
  { secrets, attemptsLeft }: Refused,
): Promise<void> {
  if (isTyped(ports, kind) || ports.secrets.lastTry) return;
  const why = (await isAmong(secret, secrets)) ? REFUSED : isLast(attemptsLeft) ? LAST : undefined;
  if (!why) return;
  throw new CertToolError('refused-before', {
    params: { secret: NAMES[kind], why },
    ...(attemptsLeft === undefined ? {} : { attemptsLeft }),
  });
}

/** One more could lock the login ID. What the bank did not say counts as unknown. */
export function isLast(attemptsLeft: number | undefined): boolean {
  return attemptsLeft !== undefined && attemptsLeft <= 1;
}

async function isAmong(secret: string, refused: readonly RefusedSecret[]): Promise<boolean> {
  return (await Promise.all(refused.map((each) => isSecretOf(secret, each)))).includes(true);
}

/**
 * Nothing new where the bank did not judge the secret. Who types one sees the tries left, and is not to be stopped by them
 * later; but what nobody typed is no better for another's mistake.
 */
async function rememberFailure(
  ports: SendingPorts,
  sending: Sending,
  before: Refused,
  error: unknown,
): Promise<void> {
  if (!(error instanceof CertToolError)) return;
  const typed = isTyped(ports, sending.kind);
  const secrets = ports.secrets.lastTry ? [] : before.secrets;
  // Who releases a locked login ID sets the counter back, and cert-tool does not learn of it.
  const isLocked = error.errorName === 'account-locked';
  if (!isLocked && !REFUSALS[sending.kind].includes(error.errorName)) return;
  if (isLocked || typed) return remember(ports, sending, { secrets });
  const refused = { ...(await hashSecret(sending.secret)), refusedAt: ports.now().toISOString() };
  const { attemptsLeft = before.attemptsLeft } = error.details;
  await remember(ports, sending, {
    secrets: [...secrets, refused].slice(-MOST_SECRETS),
    ...(attemptsLeft === undefined ? {} : { attemptsLeft }),
  });
}

const NOTHING: Refused = { secrets: [] };

/** Where it may be the password, it counts as refused: what nobody typed is not to lock anybody out. */
const REFUSALS: Readonly<Record<LastingSecret, readonly ErrorName[]>> = {
  password: ['credentials-refused', 'linked-identity-wanted'],
  confirmation: ['confirmation-refused'],
};

const NAMES: Readonly<Record<LastingSecret, Text>> = {
  password: { ja: 'ログインパスワード', en: 'login password' },
  confirmation: { ja: '確認用パスワード', en: 'confirmation password' },
};
const REFUSED: Text = {
  ja: '以前に銀行が拒否したものと同じです',
  en: 'the bank has refused this very one before',
};
const LAST: Text = {
  ja: '前回の誤りで、ロックまで残り 1 回になっています',
  en: 'after the last wrong one a single try is left before the lock',
};
