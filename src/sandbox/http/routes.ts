import type { Hono } from 'hono';
import {
  detailsAnswer,
  issuedAnswer,
  meAnswer,
  revocationAnswer,
  sessionAnswer,
  statusAnswer,
  usersAnswer,
} from '../business/answers.ts';
import { certificateFor, confirm, renewCertificate, requestCertificate } from '../business/certificates.ts';
import { companyUsers, SORT_KEYS, SORT_ORDERS } from '../business/company.ts';
import type { BankContext } from '../business/context.ts';
import { currentCrl } from '../business/crl.ts';
import { logIn, resendOtp, submitOtp } from '../business/login.ts';
import { Problem } from '../business/problem.ts';
import { prove } from '../business/proof.ts';
import { requireAdministrator, revoke } from '../business/revocation.ts';
import {
  CertificateRequest,
  LoginRequest,
  OtpRequest,
  ProofRequest,
  RevocationRequest,
} from '../generated/requests.js';
import { recordAct } from '../records/audit.ts';
import { findUser } from '../records/users.ts';
import {
  authenticatedSession,
  type BankEnv,
  choiceOf,
  generationOf,
  loginIdOf,
  provenSession,
  readBody,
  serialNumberOf,
  sessionOf,
  tokenOf,
} from './request.ts';

type Routes = Hono<BankEnv>;

/** What anyone may ask. */
export function addBankRoutes(app: Routes, bank: BankContext): void {
  app.get('/v1/status', (c) => c.json(statusAnswer(bank, c.get('language'), c.env.fault === 'maintenance')));
  app.get('/v1/ca', (c) => {
    const { chain } = generationOf(c, bank);
    return c.body(chain.join(''), 200, { 'Content-Type': 'application/pem-certificate-chain' });
  });
  app.get('/v1/crl', async (c) => {
    const crl = await currentCrl(bank, generationOf(c, bank).generation);
    return c.body(new Uint8Array(crl), 200, { 'Content-Type': 'application/pkix-crl' });
  });
}

export function addSessionRoutes(app: Routes, bank: BankContext): void {
  app.post('/v1/sessions', async (c) => {
    const { loginId, password } = await readBody(c, LoginRequest);
    const { session, token } = await logIn(bank, loginId, password);
    // The libraries of the CA load while the one-time password is typed.
    bank.authorities.signing().catch(() => undefined);
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

  app.post('/v1/sessions/current/proof', async (c) => {
    const session = authenticatedSession(c, bank);
    const { serialNumber, signature } = await readBody(c, ProofRequest);
    prove(bank, session, serialNumber, signature);
    return c.json(sessionAnswer(bank, session, tokenOf(c) ?? ''));
  });

  app.delete('/v1/sessions/current', (c) => {
    const session = bank.sessions.close(tokenOf(c));
    bank.database.passing(() => recordAct(bank.database, bank.now(), session.loginId, 'logged-out'));
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
    const request = await readBody(c, CertificateRequest);
    const { certificate, isNew } = await requestCertificate(bank, loginId, request);
    return c.json(issuedAnswer(bank, certificate), isNew ? 201 : 200);
  });

  app.post('/v1/certificates/:serialNumber/renewal', async (c) => {
    const { loginId } = provenSession(c, bank);
    const serialNumber = serialNumberOf(c);
    const request = await readBody(c, CertificateRequest);
    const { certificate, isNew } = await renewCertificate(bank, loginId, serialNumber, request);
    return c.json(issuedAnswer(bank, certificate), isNew ? 201 : 200);
  });

  app.get('/v1/certificates/:serialNumber', (c) => {
    const { loginId } = authenticatedSession(c, bank);
    return c.json(detailsAnswer(bank, certificateFor(bank, loginId, serialNumberOf(c))));
  });

  app.post('/v1/certificates/:serialNumber/confirmation', async (c) => {
    const { loginId } = authenticatedSession(c, bank);
    await confirm(bank, loginId, serialNumberOf(c));
    return c.body(null, 204);
  });
}

/** What administrators and the master user do for others. */
export function addUserRoutes(app: Routes, bank: BankContext): void {
  app.get('/v1/users', (c) => {
    const session = authenticatedSession(c, bank);
    const sort = choiceOf(c, 'sort', SORT_KEYS);
    const order = choiceOf(c, 'order', SORT_ORDERS);
    requireAdministrator(bank, session);
    recordAct(bank.database, bank.now(), session.loginId, 'users-listed');
    return c.json(usersAnswer(companyUsers(bank, sort, order)));
  });

  app.post('/v1/users/:loginId/revocation', async (c) => {
    const session = authenticatedSession(c, bank);
    const loginId = loginIdOf(c);
    const result = await revoke(bank, session, {
      ...(await readBody(c, RevocationRequest)),
      loginId,
    });
    return c.json(revocationAnswer(result));
  });
}
