import { expect, test } from 'vitest';
import { FAULT_NAMES, readFaults, strike } from '../../src/sandbox/faults.ts';
import { copyOfSeeded, startTestBank, useSeededFolder } from './support.ts';

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
  const general = FAULT_NAMES.filter(
    (name) => !['drop-after-issue', 'wrong-key', 'bad-chain'].includes(name),
  );
  expect(struck('POST', '/v1/certificates')).toEqual([...FAULT_NAMES]);
  expect(struck('POST', `/v1/certificates/${'0'.repeat(32)}/renewal`)).toEqual([...FAULT_NAMES]);
  expect(struck('POST', `/v1/certificates/${'0'.repeat(32)}/confirmation`)).toEqual(general);
  expect(struck('DELETE', '/v1/sessions/current')).toEqual(general);
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
