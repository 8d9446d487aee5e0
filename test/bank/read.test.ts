import { describe, expect, test } from 'vitest';
import { detailsFrom, meFrom, otpFrom, revocationFrom, statusFrom, usersFrom } from '../../src/bank/read.ts';

/** What the contract's check lets through becomes the port's records: all members, and no more than are there. */

const AT = '2026-11-29T00:00:00Z';
const LATER = '2026-12-01T23:59:59Z';
const SERIAL = '00AB';
const NORMAL = '000000000000000000000000000000ab';
const [at, later] = [new Date(AT), new Date(LATER)];

/** The members of a record, those that are undefined too. */
const membersOf = (record: object) => Object.keys(record).sort();

describe('the status', () => {
  const fewest = { bankId: 'b', name: 'Bank', status: 'ok', time: AT, apiVersion: '1.0' } as const;

  test('with the fewest members', () => {
    const read = statusFrom(fewest);
    expect(read).toEqual({ ...fewest, time: at });
    expect(membersOf(read)).toEqual(membersOf(fewest));
  });

  test('with all', () => {
    const more = {
      ...{
        support: { name: 'Desk', phone: '03-0000-0000', hours: '9:00' },
        loginPage: 'https://login.example/',
      },
      ...{ client: { minimum: '1.0.0', recommended: '1.1.0' } },
    };
    const read = statusFrom({ ...fewest, ...more, until: LATER, rules: { renewalDays: 40 } });
    expect(read).toMatchObject({ ...more, until: later, rules: { renewalDays: 40 } });
  });

  test.each([[{ minimum: '1.0.0' }], [{ recommended: '1.1.0' }], [{}]])(
    'versions of clients: %j',
    (client) => {
      const read = statusFrom({ ...fewest, client }).client ?? {};
      expect(read).toEqual(client);
      expect(membersOf(read)).toEqual(membersOf(client));
    },
  );
});

describe('a revocation', () => {
  const whose = { loginId: 'taro', name: '太郎' };

  test('that counts, and one that does not yet', () => {
    expect(revocationFrom({ ...whose, state: 'revoked', revokedAt: AT, effectiveAt: LATER })).toEqual({
      revokedAt: at,
    });
    expect(
      revocationFrom({ ...whose, state: 'revocation-pending', revokedAt: AT, effectiveAt: LATER }),
    ).toEqual({
      effectiveAt: later,
    });
  });

  test.each([
    [{ state: 'revoked', effectiveAt: LATER }],
    [{ state: 'revocation-pending', revokedAt: AT }],
  ] as const)('%j has no time', (answer) => {
    expect(() => revocationFrom({ ...whose, ...answer })).toThrow('a revocation without a time');
  });
});

describe('the one-time password of a session', () => {
  const otp = { method: 'email', digits: 6, expiresAt: LATER, attemptsLeft: 5 } as const;
  const session = { token: 't', challenge: 'c', notices: [], expiresAt: LATER };

  test('is wanted', () => {
    expect(otpFrom({ ...session, state: 'otp-required', otp })).toEqual({ ...otp, expiresAt: later });
  });

  test('is not', () => {
    expect(otpFrom({ ...session, state: 'authenticated', otp })).toBeUndefined();
    expect(otpFrom({ ...session, state: 'otp-required' })).toBeUndefined();
  });
});

const FACTS = { device: 'PC', issuedAt: AT, lastUsedAt: LATER, acquireBy: LATER };
const facts = { device: 'PC', issuedAt: at, lastUsedAt: later, acquireBy: later };

describe('who is logged in', () => {
  const me = { loginId: 'taro', name: '太郎', role: 'general' as const, notices: [] };

  test('with the fewest members', () => {
    const read = meFrom({ ...me, certificate: { state: 'not-issued' } });
    expect(read).toEqual({ ...me, certificate: { state: 'not-issued' } });
    expect([membersOf(read), membersOf(read.certificate)]).toEqual([
      membersOf({ ...me, certificate: 0 }),
      ['state'],
    ]);
  });

  test('with all, and without what the port does not know', () => {
    const notices = [{ code: 'n', message: 'm', extra: 1 }];
    const certificate = {
      state: 'renewable',
      serialNumber: SERIAL,
      notAfter: LATER,
      renewableFrom: AT,
    } as const;
    const read = meFrom({
      ...{ ...me, notices, certificate: { ...certificate, ...FACTS } },
      ...{ unconfirmed: { serialNumber: SERIAL } },
    } as unknown as Parameters<typeof meFrom>[0]);
    expect(read).toEqual({
      ...{ ...me, notices: [{ code: 'n', message: 'm' }], unconfirmed: { serialNumber: NORMAL } },
      certificate: {
        ...{ state: 'renewable', serialNumber: NORMAL, notAfter: later, renewableFrom: at },
        ...facts,
      },
    });
  });
});

describe('a certificate at the bank', () => {
  const fewest = {
    ...{ loginId: 'taro', state: 'issued', confirmed: true, certificate: 'PEM' },
    ...{ serialNumber: SERIAL, notBefore: AT, notAfter: LATER },
  } as unknown as Parameters<typeof detailsFrom>[0];
  const read = {
    ...{ loginId: 'taro', state: 'issued', confirmed: true, certificate: 'PEM' },
    ...{ serialNumber: NORMAL, notBefore: at },
  };

  test('with the fewest members', () => {
    expect(detailsFrom(fewest)).toEqual(read);
    expect(membersOf(detailsFrom(fewest))).toEqual(membersOf(read));
  });

  test('with all', () => {
    const reason = { revocationReason: 'superseded' } as const;
    const more = { device: 'PC', lastUsedAt: LATER, revokedAt: AT, ...reason };
    expect(detailsFrom({ ...fewest, ...more })).toEqual({
      ...{ ...read, device: 'PC', lastUsedAt: later, revokedAt: at },
      ...reason,
    });
  });
});

describe('the users of a company', () => {
  const user = { loginId: 'taro', name: '太郎', role: 'general', locked: false, suspended: true } as const;
  const certificateOf = (certificate: object) => {
    const [read] = usersFrom({ users: [{ ...user, certificate }] } as unknown as Parameters<
      typeof usersFrom
    >[0]);
    expect(read).toMatchObject(user);
    return read?.certificate ?? {};
  };

  test('with the fewest members', () => {
    const read = certificateOf({ state: 'not-issued', unconfirmed: false });
    expect(read).toEqual({ state: 'not-issued' });
    expect(membersOf(read)).toEqual(['state']);
  });

  test('with all', () => {
    const certificate = {
      state: 'issued',
      serialNumber: SERIAL,
      notAfter: LATER,
      unconfirmed: true,
      ...FACTS,
    };
    expect(certificateOf(certificate)).toEqual({
      ...{ state: 'issued', serialNumber: NORMAL, notAfter: later, unconfirmed: true },
      ...facts,
    });
  });
});
