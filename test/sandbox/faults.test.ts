import { expect, test } from 'vitest';
import { FAULT_NAMES, readFaults, strike } from '../../src/sandbox/faults.ts';

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
