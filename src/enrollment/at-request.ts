import { isWellAhead } from '../core/clock-difference.ts';
import { CertToolError } from '../core/error.ts';
import type { BankSession, Shown, WithoutLogin } from '../core/ports/bank.ts';
import type { ClientKey } from '../core/ports/store.ts';
import { waitWords } from '../core/wait-words.ts';
import type { Connection } from './connection.ts';
import { ANOTHER_CODE, type Run } from './ports.ts';
import { forgetRefusals, sendSecret } from './send-secret.ts';

/** Where the protocol knows no login: who asks is shown with each request for a certificate, and judged there. */
export interface Asking {
  /**
   * The session for what is to be sent now, with all that it needs in hand. A password is asked for only where one is
   * needed, and once a run.
   */
  session(): Promise<BankSession>;
}

/** @throws CertToolError `request-pending` for a request that the bank wants to be left alone about until later */
export function askingAt(run: Run, connection: Connection, protocol: WithoutLogin): Asking {
  const { wanted, ports } = run;
  refuseEarlier(run);
  let password: Promise<string> | undefined;
  const passwordOnce = (why: 'no-session' | 'for-want-of-key' = 'no-session') => {
    password ??= passwordOf(run, why);
    return password;
  };
  return {
    async session() {
      const { entry } = run;
      const open = (shown: Shown) => protocol.session(wanted.loginId, shown);
      // What was sent goes again as it is.
      if (!entry || entry.step === 'key')
        await protocol.checkKey({ rsaBits: entry?.keySize ?? wanted.keySize });
      if (wanted.dryRun || entry?.certificate !== undefined) return open({});
      const certificate = await keyOfPredecessor(run);
      if (!certificate) {
        const why = predecessorOf(run) === undefined ? 'no-session' : 'for-want-of-key';
        return withPassword(run, connection, protocol, { password: await passwordOnce(why) });
      }
      const shown = open({ certificate });
      const renew: BankSession['renew'] = async (serialNumber, csr) => {
        try {
          return await shown.renew(serialNumber, csr);
        } catch (error) {
          const how = ports.secrets.available ? howElse(error) : undefined;
          if (!how) throw error;
          const other = { ...(how === 'both' && { certificate }), password: await passwordOnce() };
          return (await withPassword(run, connection, protocol, other)).renew(serialNumber, csr);
        }
      };
      return { ...shown, renew };
    },
  };
}

/**
 * What to show in place of the certificate alone. A server that answers may want the password besides; one that breaks the
 * connection off may not know the certificate, which nobody tells then. The very same request may be sent again.
 */
function howElse(error: unknown): 'both' | 'password' | undefined {
  if (!(error instanceof CertToolError)) return undefined;
  if (error.errorName === 'certificate-not-taken') return 'both';
  return error.errorName === 'connection-lost' || error.errorName === 'tls-failed' ? 'password' : undefined;
}

/** Whether an entry that is here is completed without one: by its certificate, or by the one that is renewed. */
export async function needsNoPassword(run: Run): Promise<boolean> {
  if (run.identity.protocol !== 'est') return false;
  return run.entry?.certificate !== undefined || (await keyOfPredecessor(run)) !== undefined;
}

/**
 * The bank has said until when it has nothing to tell. Never longer than it has said, whatever happened to the clock since:
 * by one that was set back nobody knows how long ago that was, and the bank says it again.
 */
function refuseEarlier({ entry, ports, wanted }: Run): void {
  if (entry?.step !== 'sent' || entry.askAgainAt === undefined) return;
  const { askAgainAt, toldToWaitAt = entry.startedAt } = entry;
  const [now, told, until] = [ports.now(), new Date(toldToWaitAt), Date.parse(askAgainAt)];
  if (isWellAhead(told, now)) return;
  const seconds = Math.ceil((until - Math.max(now.getTime(), told.getTime())) / 1000);
  if (!(seconds > 0)) return;
  throw new CertToolError('request-pending', {
    params: { loginId: wanted.loginId, when: waitWords(seconds) },
  });
}

/** For a renewal, where the store gives it: with it no password is needed. */
async function keyOfPredecessor(run: Run): Promise<ClientKey | undefined> {
  const { ports } = run;
  const thumbprint = predecessorOf(run);
  return thumbprint === undefined ? undefined : ports.store.tlsKey?.(thumbprint);
}

/** Of the certificate that is renewed. */
function predecessorOf({ entry, wanted }: Run): string | undefined {
  // What was sent goes first, whatever is wanted now.
  if (entry && entry.step !== 'key') return entry.predecessor?.thumbprint;
  return wanted.renewal?.certificate.thumbprint;
}

async function passwordOf({ ports, warnings }: Run, why: 'no-session' | 'for-want-of-key'): Promise<string> {
  warnings.push(...(await ports.beforeLogin(why)));
  return ports.secrets.password();
}

/** What the bank says of the password it says with its answer to the request. */
async function withPassword(
  { ports, wanted: { loginId } }: Run,
  { identity: { bankId } }: Connection,
  { otp: challenge, session }: WithoutLogin,
  shown: Shown & { readonly password: string },
): Promise<BankSession> {
  const code = challenge && (await ports.secrets.otp(challenge));
  if (code === ANOTHER_CODE) throw new TypeError('nobody sends another code');
  const opened = session(loginId, { ...shown, otp: code });
  const sending = { bankId, loginId, kind: 'password', secret: shown.password } as const;
  const judged = async <T>(send: () => Promise<T>): Promise<T> => {
    const answer = await sendSecret(ports, sending, send);
    await forgetRefusals(ports, { bankId, loginId }, 'password');
    await ports.onLoggedIn({ bankId, loginId });
    return answer;
  };
  return {
    ...opened,
    requestCertificate: (csr) => judged(() => opened.requestCertificate(csr)),
    renew: (serialNumber, csr) => judged(() => opened.renew(serialNumber, csr)),
  };
}
