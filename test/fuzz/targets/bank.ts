import { openApi } from '../../../src/bank/api.ts';
import { GET_CA, GET_CRL, GET_STATUS, LOG_IN } from '../../../src/bank/calls.ts';
import { statusFrom } from '../../../src/bank/read.ts';
import { type FullSession, openSession } from '../../../src/bank/session.ts';
import { toError } from '../../../src/bank/translate.ts';
import { connect } from '../../../src/enrollment/connect.ts';
import { HttpFailure } from '../../../src/net/failure.ts';
import type { HttpAnswer } from '../../../src/net/http-answer.ts';
import { showAll } from '../show.ts';
import { type FuzzTarget, isForeseen, MIB } from '../target.ts';

const SERIAL = '5b8e869e2bc4b2225302f34ada65184e';
const REVOCATION = { serialNumber: SERIAL, confirmationPassword: 'x', reason: 'keyCompromise' } as const;
const SESSION = {
  token: '3q2-7wAAAAAAAAAAAAAAAAAAAAAA',
  state: 'otp-required',
  challenge: 'l5FhX0kz0n1u2ZJmVtKk1w',
  expiresAt: '2026-11-22T05:10:00Z',
  otp: { method: 'token', digits: 6, expiresAt: '2026-11-22T05:05:00Z', attemptsLeft: 5 },
} as const;

const CALLS: readonly ((session: FullSession) => Promise<unknown>)[] = [
  (session) => session.states.me(),
  (session) => session.submitOtp('123456'),
  (session) => session.resendOtp(),
  (session) => session.requestCertificate('csr'),
  (session) => session.states.certificate(SERIAL),
  (session) => session.confirming.confirm(SERIAL),
  (session) => session.proof.prove(SERIAL, Buffer.from('x')),
  (session) => session.renew(SERIAL, 'csr'),
  (session) => session.administration.users(),
  (session) => session.administration.revoke('jirodt', REVOCATION),
  (session) => session.logout(),
];
const TYPES = [
  'application/json',
  'application/problem+json',
  'application/pem-certificate-chain',
  'application/pkix-crl',
  'text/html',
];

/** An answer of the bank's, or of what stands before it, to every question: a line `<status> <media type>`, and the body. */
export const bank: FuzzTarget = {
  name: 'bank',
  longest: MIB,
  async run(bytes) {
    const { api, ask } = answering(answerIn(bytes));
    showAll(await ask(async () => statusFrom(await api.call(GET_STATUS))));
    showAll(await ask(() => api.call(LOG_IN)));
    await ask(() => api.call(GET_CRL));
    const chain = await ask(() => api.call(GET_CA));
    if (Array.isArray(chain)) await ask(() => learn(chain));
    for (const call of CALLS) showAll(await ask(() => call(sessionAt(api))));
  },
};

function answerIn(bytes: Buffer): HttpAnswer {
  const end = bytes.indexOf(0x0a);
  const [status = '', type = '', after] = bytes.toString('latin1', 0, Math.max(end, 0)).split(' ');
  return {
    status: /^[1-5]\d\d$/.test(status) ? Number(status) : 200,
    contentType: TYPES.find((each) => each === type) ?? type,
    headers: {},
    retryAfterSeconds: after === undefined ? undefined : Math.abs(Number.parseInt(after, 10) || 0),
    body: bytes.subarray(end + 1),
    coding: '',
    location: after,
    requestId: after,
    proxyError: undefined,
  };
}

type Api = ReturnType<typeof openApi>;

function answering(answer: HttpAnswer) {
  const http = { send: async () => answer, close: async () => undefined };
  const elapsed = () => 0;
  const wait = async () => undefined;
  const log = () => undefined;
  const api = openApi({ http, language: 'ja', timeoutMs: 1000, wait, random: () => 0, elapsed, log });
  /** What comes of it: the error that people are told, where there is one. */
  const ask = (work: () => Promise<unknown>) =>
    work().catch((error: unknown) => {
      const told = error instanceof HttpFailure ? toError(error, CONTEXT) : error;
      if (!isForeseen(told)) throw told;
      return told;
    });
  return { api, ask };
}

const CONTEXT = { host: 'bank.example', loginId: 'jirodt' };

function sessionAt(api: Api): FullSession {
  return openSession(SESSION, {
    api,
    signal: undefined,
    device: undefined,
    toError: (failure, target) => toError(failure, { ...CONTEXT, target }),
    onCommit: () => undefined,
    onEnd: () => undefined,
  });
}

/** The chain of the bank's CA is learnt before anything else. */
async function learn(chain: string[]): Promise<unknown> {
  const time = new Date('2026-11-22T05:00:00Z');
  const status = { bankId: 'demo', name: 'デモ銀行', status: 'ok', time } as const;
  return connect({
    onStep: () => undefined,
    now: () => time,
    keepIdentity: async (identity) => identity,
    openBank: async () => ({
      offers: [],
      status: async () => status,
      caChain: async () => chain,
      logIn: () => Promise.reject(new TypeError('not asked for')),
      close: async () => undefined,
    }),
  });
}
