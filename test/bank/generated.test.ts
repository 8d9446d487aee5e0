import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as answers from '../../src/bank/generated/answers.js';
import type { components } from '../../src/bank/generated/contract.ts';
import * as requests from '../../src/sandbox/generated/requests.js';
import { ISSUED, ME, SERIAL, SESSION, STATUS, WAITING } from './fixtures.ts';

describe('checks of answers', () => {
  test.each([
    ['Status', answers.Status, STATUS],
    ['Session', answers.Session, WAITING],
    ['AuthenticatedSession', answers.AuthenticatedSession, SESSION],
    ['ProvenSession', answers.ProvenSession, { ...SESSION, proven: true }],
    ['Me', answers.Me, ME],
    ['IssuedCertificate', answers.IssuedCertificate, ISSUED],
    ['UserList', answers.UserList, { users: [] }],
  ])('%s: a good one passes, each member that is missing is found', (_, accepts, good) => {
    expect(accepts(good)).toBe(true);
    expect(accepts({ ...good, newer: 'member' })).toBe(true);
    const optional = ['support'];
    for (const name of Object.keys(good).filter((key) => !optional.includes(key))) {
      expect(accepts({ ...good, [name]: undefined }), name).toBe(false);
    }
  });

  test.each([
    ['month 13', answers.Status, { ...STATUS, time: '2026-13-01T00:00:00Z' }],
    ['a time that is not UTC', answers.Status, { ...STATUS, time: '2026-11-22T14:00:00+09:00' }],
    [
      'upper-case serial number',
      answers.IssuedCertificate,
      { ...ISSUED, serialNumber: SERIAL.toUpperCase() },
    ],
    ['no chain', answers.IssuedCertificate, { ...ISSUED, chain: [] }],
    ['no PEM', answers.IssuedCertificate, { ...ISSUED, certificate: 'AAAA' }],
    [
      'text around the PEM',
      answers.IssuedCertificate,
      { ...ISSUED, certificate: `x\n${ISSUED.certificate}` },
    ],
    ['unknown state', answers.Me, { ...ME, certificate: { state: 'lost' } }],
    ['issued without a serial number', answers.Me, { ...ME, certificate: { state: 'issued' } }],
    ['not authenticated', answers.AuthenticatedSession, WAITING],
  ])('%s is refused', (_, accepts, bad) => {
    expect(accepts(bad)).toBe(false);
    expect(accepts.errors?.[0]?.keyword).toBeTruthy();
  });

  test('their types are those of the contract', () => {
    const value: unknown = STATUS;
    if (answers.Status(value)) expectTypeOf(value).toEqualTypeOf<components['schemas']['Status']>();
  });
});

describe('checks of requests', () => {
  test.each([
    ['good', { loginId: 'jirodt', password: 'x' }, true],
    ['a member too many', { loginId: 'jirodt', password: 'x', otp: '1' }, false],
    ['no password', { loginId: 'jirodt' }, false],
    ['a space in the login ID', { loginId: 'jiro dt', password: 'x' }, false],
    ['no object', 'jirodt', false],
  ])('%s', (_, body, good) => {
    expect(requests.LoginRequest(body)).toBe(good);
  });
});

test.each(['bank/generated/answers.js', 'sandbox/generated/requests.js'])('%s loads nothing', (file) => {
  const source = readFileSync(path.resolve(import.meta.dirname, '../../src', file), 'utf8');
  expect(source).not.toMatch(/^import |\bfrom "|^[^'"]*\brequire\(/m);
});
