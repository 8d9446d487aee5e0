import { describe, expect, test } from 'vitest';
import { readProblem } from '../../src/bank/problem.ts';
import { untilWords } from '../../src/bank/words.ts';
import { waitWords } from '../../src/core/wait-words.ts';
import type { Reason } from '../../src/net/failure.ts';
import { delayBefore, type Repetition } from '../../src/net/retry.ts';

const network = (name: Extract<Reason, { kind: 'network' }>['name']): Reason => ({
  kind: 'network',
  name,
  detail: '',
  waitedMs: 0,
});
const status = (code: number, retryAfterSeconds?: number, problemCode?: string): Reason => ({
  kind: 'status',
  status: code,
  retryAfterSeconds,
  refusal: problemCode ? readProblem(code, JSON.stringify({ code: problemCode })) : undefined,
});

describe('the wait before the next attempt', () => {
  test.each<[string, Reason, number, Repetition, number | undefined]>([
    ['lost', network('connection-lost'), 1, 'safe', 500],
    ['lost, login', network('connection-lost'), 1, 'unprocessed', undefined],
    ['refused connection, login', network('connection-refused'), 1, 'unprocessed', undefined],
    ['doubles', network('connection-lost'), 2, 'safe', 1000],
    ['ends', network('connection-lost'), 4, 'safe', undefined],
    ['timeout', network('timeout'), 1, 'safe', 500],
    ['timeout twice', network('timeout'), 2, 'safe', undefined],
    ['untrusted', network('tls-untrusted'), 1, 'safe', undefined],
    ['500', status(500), 1, 'safe', 500],
    ['500, login', status(500), 1, 'unprocessed', undefined],
    ['503', status(503), 1, 'safe', 500],
    ['503 of somebody else, login', status(503, 3), 1, 'unprocessed', undefined],
    [
      '503 with a code that is none of the bank’s, login',
      status(503, 3, 'busy'),
      1,
      'unprocessed',
      undefined,
    ],
    ['503 of the bank, login', status(503, undefined, 'unavailable'), 1, 'unprocessed', 500],
    ['503 with Retry-After, login', status(503, 3, 'unavailable'), 1, 'unprocessed', 3000],
    ['429 of somebody else, login', status(429, 3), 1, 'unprocessed', undefined],
    ['429 of the bank, login', status(429, 3, 'too-many-requests'), 1, 'unprocessed', 3000],
    ['a code with another status, login', status(503, 3, 'too-many-requests'), 1, 'unprocessed', undefined],
    ['a Retry-After shorter than the backoff', status(429, 0), 3, 'safe', 2000],
    ['maintenance', status(503, 3, 'maintenance'), 1, 'safe', undefined],
    ['4xx', status(409), 1, 'safe', undefined],
    ['broken contract', { kind: 'contract', detail: '' }, 1, 'safe', undefined],
  ])('%s', (_, reason, failed, repetition, expected) => {
    expect(delayBefore(reason, failed, { repetition, random: () => 1 })).toBe(expected);
  });

  test('is spread over half of it', () => {
    const delay = (random: number) =>
      delayBefore(status(500), 2, { repetition: 'safe', random: () => random });
    expect([delay(0), delay(0.5), delay(1)]).toEqual([500, 750, 1000]);
  });
});

test.each([
  [undefined, 'しばらくしてから', 'after a while'],
  [0, 'しばらくしてから', 'after a while'],
  [1, '1 秒後に', 'after 1 second'],
  [119, '119 秒後に', 'after 119 seconds'],
  [120, '2 分後に', 'after 2 minutes'],
  [3601, '61 分後に', 'after 61 minutes'],
  [7200, '2 時間後に', 'after 2 hours'],
])('a wait of %s seconds in words', (seconds, ja, en) => {
  expect(waitWords(seconds)).toEqual({ ja, en });
});

test.each([
  [new Date('2026-11-22T09:00:00Z'), '2026年11月22日 18時00分', '2026-11-22 18:00 JST'],
  [new Date('2026-12-31T15:05:00Z'), '2027年01月01日 00時05分', '2027-01-01 00:05 JST'],
  [new Date('9999-12-31T20:00:00Z'), '10000年01月01日 05時00分', '10000-01-01 05:00 JST'],
  [new Date('+275760-09-13T00:00:00Z'), '275760年09月13日 00時00分', '275760-09-13 00:00 JST'],
  [undefined, '未定', 'further notice'],
])('a moment in Japan time: %s', (moment, ja, en) => {
  expect(untilWords(moment)).toEqual({ ja, en });
});
