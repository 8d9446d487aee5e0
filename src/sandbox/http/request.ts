import type { Context } from 'hono';
import type { Language } from '../../core/text.ts';
import type { Generation } from '../business/authorities.ts';
import type { BankContext } from '../business/context.ts';
import { Problem } from '../business/problem.ts';
import { isProven } from '../business/proof.ts';
import type { Session } from '../business/sessions.ts';
import type { Validator } from '../generated/requests.js';
import type { FaultName } from './faults.ts';

export interface BankEnv {
  /** What goes wrong at this request on purpose. */
  Bindings: { fault?: FaultName | undefined };
  Variables: { requestId: string; language: Language };
}

export type BankRequest = Context<BankEnv>;

/** The largest request that the contract allows is a CSR of 16 KiB inside JSON. */
const MAX_BODY_BYTES = 64 * 1024;
const KEY_IDENTIFIER = /^(?:[0-9a-f]{2}){1,64}$/;
const SERIAL_NUMBER = /^[0-9a-f]{32}$/;
const LOGIN_ID = /^[^\s/]{1,64}$/u;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/**
 * The request's body, checked against the contract.
 * @throws Problem `invalid-request`
 */
export async function readBody<T>(c: BankRequest, isValid: Validator<T>): Promise<T> {
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) throw new Problem('invalid-request');
  const value = parseJson(await readLimited(c));
  if (!isValid(value)) throw new Problem('invalid-request');
  return value;
}

/** The body's bytes, never more than the limit, whether or not the client says how many it sends. */
async function readLimited(c: BankRequest): Promise<Uint8Array> {
  const declared = c.req.header('content-length');
  if (declared !== undefined) {
    if (Number(declared) > MAX_BODY_BYTES) throw new Problem('invalid-request');
    return new Uint8Array(await c.req.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Problem('invalid-request');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('invalid-request');
  }
}

/** @throws Problem `invalid-request` */
export function serialNumberOf(c: BankRequest): string {
  const serialNumber = c.req.param('serialNumber') ?? '';
  if (!SERIAL_NUMBER.test(serialNumber)) throw new Problem('invalid-request');
  return serialNumber;
}

/**
 * The login ID in the path.
 * @throws Problem `invalid-request`
 */
export function loginIdOf(c: BankRequest): string {
  const loginId = c.req.param('loginId') ?? '';
  if (!LOGIN_ID.test(loginId)) throw new Problem('invalid-request');
  return loginId;
}

/**
 * One of the words that a query parameter may have; the first where it is left out.
 * @throws Problem `invalid-request`
 */
export function choiceOf<T extends string>(c: BankRequest, name: string, choices: readonly [T, ...T[]]): T {
  const given = c.req.query(name) ?? choices[0];
  const known = choices.find((choice) => choice === given);
  if (known === undefined) throw new Problem('invalid-request');
  return known;
}

/**
 * The CA that is asked about, the present one where none is named.
 * @throws Problem `invalid-request`, `not-found`
 */
export function generationOf(c: BankRequest, bank: BankContext): Generation {
  const keyId = c.req.query('authorityKeyId');
  if (keyId !== undefined && !KEY_IDENTIFIER.test(keyId)) throw new Problem('invalid-request');
  const generation = bank.authorities.served(keyId, bank.bankNow());
  if (!generation) throw new Problem('not-found');
  return generation;
}

/** The bearer token (RFC 6750, 2.1). */
export function tokenOf(c: BankRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(c.req.header('authorization') ?? '')?.[1];
}

/** @throws Problem `session-required`, `session-ended` */
export function sessionOf(c: BankRequest, bank: BankContext): Session {
  return bank.sessions.use(tokenOf(c));
}

/** @throws Problem like `sessionOf`, and `otp-required` */
export function authenticatedSession(c: BankRequest, bank: BankContext): Session {
  const session = sessionOf(c, bank);
  if (session.state !== 'authenticated') throw new Problem('otp-required');
  return session;
}

/** @throws Problem like `authenticatedSession`, and `proof-required` */
export function provenSession(c: BankRequest, bank: BankContext): Session {
  const session = authenticatedSession(c, bank);
  if (!isProven(session)) throw new Problem('proof-required');
  return session;
}
