import { CertToolError } from '../core/error.ts';
import type { BankSession, IssuedCertificate, Shown } from '../core/ports/bank.ts';
import { StillPending } from '../core/ports/bank-refusals.ts';
import { waitWords } from '../core/wait-words.ts';
import { HttpFailure } from '../net/failure.ts';
import type { HttpAnswer } from '../net/http-answer.ts';
import { readCertificate } from '../pki/certificate.ts';
import { publicKeyHashOfRequest } from '../pki/csr-key.ts';
import { type Operation, RefusedAnswer } from './api.ts';
import { basicOf, type LoginTemplates } from './basic.ts';
import { encodeBody } from './body.ts';
import { type Bag, chainAbove } from './chains.ts';
import { certificatesIn, PKCS7 } from './operations.ts';
import { type ErrorContext, toError } from './translate.ts';

/** What a session takes of the service. */
export interface SessionContext {
  readonly templates: LoginTemplates;
  /** Told of what must not be shown. */
  hide(secret: string): void;
  /** @throws HttpFailure */
  perform<T>(operation: Operation<T>, shown: Shown): Promise<T>;
  /** The CAs as they were told last, and as they are now. */
  knownBag(): Bag;
  freshBag(): Promise<Bag>;
  wantsLink(): Promise<boolean>;
  /** By which schemes the server wants to be logged in to, as its header has them; undefined where it does not tell. */
  challenge(): Promise<string | undefined>;
  readonly error: Pick<ErrorContext, 'host' | 'address'>;
}

/** Without a time of the server's, in seconds. */
const USUAL_WAIT = 300;
/** A server's time is not to keep anybody waiting for ever. */
const LONGEST_WAIT = 7 * 24 * 60 * 60;

/** A session that is no more than what each request shows: EST knows no login. */
export function openSession(loginId: string, shown: Shown, context: SessionContext): BankSession {
  return {
    otp: undefined,
    submitOtp: async () => {},
    resendOtp: async () => {},
    requestCertificate: (csr) => enroll('/simpleenroll', csr, { loginId, shown, context }),
    renew: (_serialNumber, csr) => reenroll(csr, { loginId, shown, context }),
    logout: async () => {},
  };
}

interface Enrolling {
  readonly loginId: string;
  readonly shown: Shown;
  readonly context: SessionContext;
}

/**
 * A server may want to see the certificate that is replaced, which is not always to be had for a connection. The key is a
 * new one, and who asks has shown a password: to such a server it is a first request.
 */
async function reenroll(csr: string, enrolling: Enrolling): Promise<IssuedCertificate> {
  try {
    return await enroll('/simplereenroll', csr, enrolling);
  } catch (error) {
    const isRefused = error instanceof CertToolError && WANTS_CERTIFICATE.includes(error.errorName);
    if (enrolling.shown.certificate || !isRefused) throw error;
    return enroll('/simpleenroll', csr, enrolling);
  }
}

const WANTS_CERTIFICATE: readonly string[] = ['request-refused', 'est-not-served'];

async function enroll(
  path: '/simpleenroll' | '/simplereenroll',
  csr: string,
  { loginId, shown, context }: Enrolling,
): Promise<IssuedCertificate> {
  const authorization = basicOf(loginId, shown, context.templates);
  if (authorization !== undefined) context.hide(authorization.replace(/^Basic /, ''));
  const operation: Operation<readonly string[] | StillPending> = {
    ...{ method: 'POST', path, accept: PKCS7, body: encodeBody(csr), authorization },
    // A wrong password must not count twice: the next run sends the very same request again.
    ...{ repetition: 'unprocessed', expected: [200, 202] },
    read: (answer) => (answer.status === 202 ? pendingIn(answer, loginId) : certificatesIn(answer)),
  };
  try {
    const answer = await context.perform(operation, shown);
    if (answer instanceof StillPending) throw answer;
    return await issuedIn(answer, csr, context);
  } catch (error) {
    throw error instanceof HttpFailure ? await refusalOf(error, { loginId, shown, context }) : error;
  }
}

function pendingIn({ retryAfterSeconds = USUAL_WAIT }: HttpAnswer, loginId: string): StillPending {
  const seconds = Math.min(Math.max(retryAfterSeconds, 1), LONGEST_WAIT);
  return new StillPending(seconds, { params: { loginId, when: waitWords(seconds) } });
}

/** Ours among what came, and the chain above it, which need not come along. */
async function issuedIn(
  certificates: readonly string[],
  csr: string,
  { knownBag, freshBag, error }: SessionContext,
): Promise<IssuedCertificate> {
  const wanted = publicKeyHashOfRequest(csr);
  const own = certificates.find((pem) => readCertificate(pem).publicKeyHash === wanted);
  // The check tells of another key.
  const [certificate = own] = own === undefined ? certificates : [own];
  if (certificate === undefined) {
    const detail = { ja: '証明書が含まれていません', en: 'there is no certificate in it' };
    throw new CertToolError('bad-answer', { params: { host: error.host, detail } });
  }
  const chain =
    chainAbove(certificate, [...knownBag(), ...certificates]) ??
    chainAbove(certificate, await freshBag()) ??
    [];
  const { serialNumber } = readCertificate(certificate);
  return { certificate, chain, serialNumber, confirmed: true };
}

async function refusalOf(
  failure: HttpFailure,
  { loginId, shown, context }: Enrolling,
): Promise<CertToolError> {
  const { reason } = failure;
  const showed = shown.password !== undefined ? 'password' : shown.certificate && 'certificate';
  const isDoubtful = reason.kind === 'status' && reason.status === 401 && showed === 'password';
  const wantsLink = isDoubtful && (await context.wantsLink());
  const isSilent = isDoubtful && failure instanceof RefusedAnswer && failure.challenge === undefined;
  const challenge = isSilent ? await context.challenge() : undefined;
  return toError(failure, { ...context.error, loginId, showed, wantsLink, challenge });
}
