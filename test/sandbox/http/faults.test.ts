import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { FAULT_NAMES, readFaults, strike } from '../../../src/sandbox/http/faults.ts';
import { chainAt, verify } from '../business/new-ca-support.ts';
import { ask, control, csrOf } from '../company-support.ts';
import { copyOfSeeded, keyNamed, startTestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

test('a name alone always strikes; a probability is from 0 to 1', () => {
  expect(readFaults(['slow', '503=0.25', '429=.5', 'bad-json=0', 'bad-chain=1', 'slow=1.0'])).toEqual([
    { name: '503', probability: 0.25 },
    { name: '429', probability: 0.5 },
    { name: 'bad-json', probability: 0 },
    { name: 'bad-chain', probability: 1 },
    { name: 'slow', probability: 1 },
  ]);
});

test.each([
  '',
  'sloww',
  'Slow',
  '=1',
  'slow=',
  'slow=2',
  'slow=-1',
  'slow=1.1',
  'slow=x',
  'slow=0x1',
  'slow=1e-3',
  'slow=0,5',
  'slow=1=1',
])('refused: %j', (typed) => {
  expect(() => readFaults([typed])).toThrow(expect.objectContaining({ errorName: 'invalid-option' }));
});

test('each strikes the requests that it is for', () => {
  const struck = (method: string, path: string) =>
    FAULT_NAMES.filter((name) => strike([{ name, probability: 1 }], method, path, () => 0.999));
  const general = [
    'drop-before',
    'slow',
    '503',
    '429',
    'maintenance',
    'bad-json',
    'truncated',
    '500',
    'web-page',
  ];
  const withinSession = [...general, 'session-ended', 'session-lost'];
  const ofIssuing = [
    ...withinSession,
    ...['drop-after-issue', 'wrong-key', 'bad-chain', 'csr-refused', 'unknown-refusal'],
  ];
  const certificate = `/v1/certificates/${'0'.repeat(32)}`;
  expect(struck('POST', '/v1/certificates').sort()).toEqual(ofIssuing.sort());
  expect(struck('POST', `${certificate}/renewal`).sort()).toEqual(ofIssuing);
  expect(struck('POST', '/v1/sessions').sort()).toEqual(
    [...general, 'password-change-required', 'suspended', 'service-not-enabled'].sort(),
  );
  expect(struck('POST', '/v1/sessions/current/otp').sort()).toEqual([...withinSession, 'otp-expired'].sort());
  expect(struck('POST', `${certificate}/confirmation`).sort()).toEqual(
    [...withinSession, 'drop-before-confirm'].sort(),
  );
  const asked = [...withinSession, 'drop-after-revoke'].sort();
  expect(struck('POST', '/v1/users/taro/revocation').sort()).toEqual(asked);
  expect(struck('GET', certificate).sort()).toEqual(asked);
  expect(struck('GET', '/v1/crl').sort()).toEqual([...general, 'bad-crl'].sort());
  expect(struck('DELETE', '/v1/sessions/current').sort()).toEqual([...general].sort());
  expect(strike([{ name: 'slow', probability: 0.3 }], 'GET', '/v1/me', () => 0.3)).toBeUndefined();
  expect(strike([{ name: 'slow', probability: 0 }], 'GET', '/v1/me', () => 0)).toBeUndefined();
});

test.each(['503', '429', 'maintenance'] as const)(
  '%s refuses within the contract, log-out too',
  async (name) => {
    // Every exchange is checked against the contract when the test ends.
    const bank = await startTestBank(copyOfSeeded(), true, [{ name, probability: 1 }]);
    for (const [method, path] of [
      ['GET', '/v1/ca'],
      ['GET', '/v1/me'],
      ['DELETE', '/v1/sessions/current'],
    ] as const) {
      const { status, headers, body } = await bank.call(method, path);
      const code = { '503': 'unavailable', '429': 'too-many-requests', maintenance: 'maintenance' }[name];
      expect([status, headers['retry-after'], body.code]).toEqual([name === '429' ? 429 : 503, '1', code]);
    }
    const { status, body } = await bank.call('GET', '/v1/status');
    expect(name === 'maintenance' ? [status, body.status] : status).toEqual(
      { '503': 503, '429': 429, maintenance: [200, 'maintenance'] }[name],
    );
    expect(await bank.codeFor('jirodt')).toMatch(/^\d{6}$/);
  },
);

test('whatever is refused is found in the log by the number that the answer has', async () => {
  const bank = await startTestBank(copyOfSeeded(), true, [{ name: '429', probability: 0.5 }]);
  const numbers = new Set<string>();
  for (const path of ['/v1/ca', '/v1/me', '/v1/ca', '/v1/me', '/v1/ca']) {
    const { headers, body } = await bank.call('GET', path);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    if (!body?.requestId) continue;
    expect(body.requestId).toBe(headers['x-request-id']);
    numbers.add(body.requestId);
  }
  expect(numbers.size).toBeGreaterThan(1);
  const entries = await control(bank, (opened) => opened.log());
  for (const requestId of numbers) {
    const found = entries.filter((each) => each.requestId === requestId);
    expect(found, requestId).toMatchObject([{ act: 'request-refused', detail: expect.any(String) }]);
  }
});

/** The fault strikes a certificate that is new and one that is fetched again after the CA has changed. */
async function struckAround(name: 'wrong-key' | 'bad-chain') {
  const bank = await startTestBank(copyOfSeeded(), true, [{ name, probability: 1 }]);
  const former = await chainAt(bank);
  const jiro = await bank.logIn('jirodt');
  await ask(bank, jiro, csrOf('jirodt new', 'jirodt'));
  await control(bank, (opened) => opened.newCa());
  const present = await chainAt(bank);
  const old = (await ask(bank, jiro, csrOf('jirodt new', 'jirodt'))).body;
  const shiro = await bank.logIn('shirodt');
  const made = (await ask(bank, shiro, csrOf('shirodt new', 'shirodt'))).body;
  return {
    bank,
    answers: [
      { ...old, genuine: former },
      { ...made, genuine: present },
    ],
  };
}

test("wrong-key after a change of the CA: signed by the certificate's own CA, for another key", async () => {
  const { bank, answers } = await struckAround('wrong-key');
  for (const [index, { certificate, chain, genuine }] of answers.entries()) {
    expect(chain).toEqual(genuine);
    expect(verify(certificate, genuine, bank)).toContain('OK');
    const key = createPrivateKey(keyNamed(`${['jirodt', 'shirodt'][index]} new`));
    expect(new X509Certificate(certificate).checkPrivateKey(key)).toBe(false);
  }
});

test("bad-chain after a change of the CA: another CA's with the same names", async () => {
  const { bank, answers } = await struckAround('bad-chain');
  for (const { certificate, chain, genuine } of answers) {
    const subjects = (pems: string[]) => pems.map((pem) => new X509Certificate(pem).subject);
    expect(subjects(chain)).toEqual(subjects(genuine));
    expect(chain).not.toEqual(genuine);
    expect(() => verify(certificate, chain, bank)).toThrow(/signature|issuer/i);
    expect(verify(certificate, genuine, bank)).toContain('OK');
  }
});
