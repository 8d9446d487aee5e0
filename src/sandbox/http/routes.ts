import type { Hono } from 'hono';
import { certificateFor, confirm, requestCertificate } from '../certificates.ts';
import type { BankContext } from '../context.ts';
import { currentCrl } from '../crl.ts';
import { CertificateRequest, LoginRequest, OtpRequest } from '../generated/requests.js';
import { logIn, resendOtp, submitOtp } from '../login.ts';
import { Problem } from '../problem.ts';
import { recordAct } from '../records/audit.ts';
import { findUser } from '../records/users.ts';
import { detailsAnswer, issuedAnswer, meAnswer, sessionAnswer, statusAnswer } from './answers.ts';
import {
  authenticatedSession,
  type BankEnv,
  readBody,
  serialNumberOf,
  sessionOf,
  tokenOf,
} from './request.ts';

type Routes = Hono<BankEnv>;

/** What anyone may ask. */
export function addBankRoutes(app: Routes, bank: BankContext): void {
  app.get('/v1/status', (c) => c.json(statusAnswer(bank, c.get('language'), c.env.fault === 'maintenance')));
  app.get('/v1/ca', (c) =>
    c.body(bank.identity.chain.join(''), 200, { 'Content-Type': 'application/pem-certificate-chain' }),
  );
  app.get('/v1/crl', async (c) =>
    c.body(new Uint8Array(await currentCrl(bank)), 200, { 'Content-Type': 'application/pkix-crl' }),
  );
}

export function addSessionRoutes(app: Routes, bank: BankContext): void {
  app.post('/v1/sessions', async (c) => {
    const { loginId, password } = await readBody(c, LoginRequest);
    const { session, token } = await logIn(bank, loginId, password);
    // The libraries of the CA load while the one-time password is typed.
    bank.authority().catch(() => undefined);
    return c.json(sessionAnswer(bank, session, token), 201);
  });

  app.post('/v1/sessions/current/otp', async (c) => {
    const session = sessionOf(c, bank);
    const { code } = await readBody(c, OtpRequest);
    await submitOtp(bank, session, code);
    return c.json(sessionAnswer(bank, session, tokenOf(c) ?? ''));
  });

  app.post('/v1/sessions/current/otp/resend', async (c) => {
    const session = sessionOf(c, bank);
    await resendOtp(bank, session);
    return c.json(sessionAnswer(bank, session, tokenOf(c) ?? ''), 202);
  });

  app.delete('/v1/sessions/current', (c) => {
    const session = bank.sessions.close(tokenOf(c));
    recordAct(bank.database, bank.now(), session.loginId, 'logged-out');
    return c.body(null, 204);
  });
}

export function addCertificateRoutes(app: Routes, bank: BankContext): void {
  app.get('/v1/me', (c) => {
    const { loginId } = authenticatedSession(c, bank);
    const user = findUser(bank.database, loginId);
    if (!user) throw new Problem('session-ended');
    return c.json(meAnswer(bank, user, c.get('language')));
  });

  app.post('/v1/certificates', async (c) => {
    const { loginId } = authenticatedSession(c, bank);
    const { csr } = await readBody(c, CertificateRequest);
    const { certificate, isNew } = await requestCertificate(bank, loginId, csr);
    return c.json(issuedAnswer(bank, certificate), isNew ? 201 : 200);
  });

  app.get('/v1/certificates/:serialNumber', (c) => {
    const { loginId } = authenticatedSession(c, bank);
    return c.json(detailsAnswer(bank, certificateFor(bank, loginId, serialNumberOf(c))));
  });

  app.post('/v1/certificates/:serialNumber/confirmation', (c) => {
    const { loginId } = authenticatedSession(c, bank);
    confirm(bank, loginId, serialNumberOf(c));
    return c.body(null, 204);
  });
}
