import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { type FreshCodesOptions, freshCodes } from '../../src/rollout/fresh-codes.ts';
import { readToken, type Token } from '../../src/rollout/token.ts';
import { wait } from '../../src/system/clock.ts';
import { syncedFolder } from '../../src/system/synced-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** At the beginning of a step of 30 and of 60 seconds. */
const START = Date.parse('2026-06-01T00:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const tokenOf = (text: string): Token => {
  const token = readToken(text);
  if (!token) throw new Error('no token');
  return token;
};
const TOKEN = tokenOf(SECRET);
const SLOW = tokenOf(`otpauth://totp/taro?secret=${SECRET}&period=60`);
const QUICK = tokenOf(`otpauth://totp/taro?secret=${SECRET}&period=15`);

/** One PC: its folder, and runs on it that begin so many milliseconds after the start. */
function pc() {
  const dir = join(tempFolder(), 'codes');
  const run = (at: number | (() => number), changes: Partial<FreshCodesOptions> = {}) => {
    const waits: number[] = [];
    const elapsed = typeof at === 'number' ? () => at : at;
    const codes = freshCodes({
      folder: syncedFolder(dir),
      now: () => new Date(START + elapsed()),
      wait: (ms) => wait(ms),
      onWait: (seconds) => void waits.push(seconds),
      ...changes,
    });
    return { ...codes, waits };
  };
  const kept = () => JSON.parse(readFileSync(join(dir, 'last-code.json'), 'utf8'));
  return { dir, run, kept };
}

/** A clock that shows these milliseconds one after the other, the last one from then on. */
function readingsOf(...readings: number[]) {
  return () => (readings.length > 1 ? readings.shift() : readings[0]) ?? 0;
}

/** What a run of this moment would wait for, in seconds; it is cancelled at once. */
async function waitOf({ run }: ReturnType<typeof pc>, at: number, token: Token) {
  const cancel = new AbortController();
  const waits: number[] = [];
  const codes = run(at, {
    wait: (ms) => wait(ms, cancel.signal),
    onWait(seconds) {
      waits.push(seconds);
      cancel.abort(new CertToolError('cancelled'));
    },
  });
  const ended = await codes.codeOf(token).catch((error: unknown) => error);
  expect(ended instanceof CertToolError).toBe(waits.length > 0);
  return waits[0] ?? 0;
}

test('the first run has codes of its moment, and keeps when, but none of them', async () => {
  const { run, kept } = pc();
  const { codeOf, waits } = run(10_000);
  expect(await codeOf(TOKEN)).toBe(TOKEN.codeAt(START + 10_000));
  expect([kept(), waits]).toEqual([{ version: 1, at: '2026-06-01T00:00:10.000Z' }, []]);
});

test('the moment is on the disk before a code is given away', async () => {
  const { run, kept } = pc();
  let seen: unknown;
  await run(10_000).codeOf({
    ...TOKEN,
    codeAt(ms) {
      seen = kept();
      return TOKEN.codeAt(ms);
    },
  });
  expect(seen).toEqual({ version: 1, at: '2026-06-01T00:00:10.000Z' });
});

test('without a place to keep it none is given away', async () => {
  const { dir, run } = pc();
  writeFileSync(dir, 'a file');
  await expect(run(0).codeOf(TOKEN)).rejects.toThrow(CertToolError);
});

describe('within one run', () => {
  test('users wait for no one, and a moment is kept once for each step', async () => {
    const { dir, kept, run } = pc();
    const folder = syncedFolder(dir);
    let at = 0;
    let writes = 0;
    const write = (name: string, text: string) => {
      writes += 1;
      return folder.write(name, text);
    };
    const { codeOf, waits } = run(() => at, { folder: { ...folder, write } });
    const all = () => Promise.all([codeOf(TOKEN), codeOf(SLOW), codeOf(TOKEN)]);
    const expected = () => [TOKEN, SLOW, TOKEN].map((token) => token.codeAt(START + at));
    for (at of [0, 29_999, 30_000]) expect(await all()).toEqual(expected());
    expect([writes, waits, kept().at]).toEqual([2, [], '2026-06-01T00:00:30.000Z']);
  });
});

describe('a run after another', () => {
  test('waits for the next code, and keeps that it was sent', async () => {
    const { run, kept } = pc();
    const sent = await run(29_000).codeOf(TOKEN);
    const { codeOf, waits } = run(readingsOf(29_950, 30_000));
    const began = performance.now();
    const next = await codeOf(TOKEN);
    expect(performance.now() - began).toBeGreaterThan(45);
    expect([next, next === sent, waits]).toEqual([TOKEN.codeAt(START + 30_000), false, [1]]);
    expect(kept().at).toBe('2026-06-01T00:00:30.000Z');
  });

  test('waits on where a timer ends before the clock says so', async () => {
    const { run } = pc();
    await run(0).codeOf(TOKEN);
    const { codeOf, waits } = run(readingsOf(29_990, 29_998, 29_999, 30_000));
    expect([await codeOf(TOKEN), waits]).toEqual([TOKEN.codeAt(START + 30_000), [1]]);
  });

  test('tells once of the wait of many', async () => {
    const { run } = pc();
    await run(0).codeOf(TOKEN);
    const { codeOf, waits } = run(readingsOf(29_990, 29_990, 29_990, 30_000));
    const next = TOKEN.codeAt(START + 30_000);
    expect(await Promise.all([codeOf(TOKEN), codeOf(TOKEN), codeOf(TOKEN)])).toEqual([next, next, next]);
    expect(waits).toEqual([1]);
  });

  test.each<[string, number, number, Token, number]>([
    ['in the same step', 0, 0, TOKEN, 30],
    ['at its end', 0, 29_001, TOKEN, 1],
    ['in the next step', 29_999, 30_000, TOKEN, 0],
    ['a day later', 0, 24 * 60 * MINUTE, TOKEN, 0],
    // Another user may have had a code at the end of the step, of which the beginning is kept.
    ['with a quick token, in its next step', 0, 16_000, QUICK, 14],
    ['with a quick token, a step later', 0, 30_000, QUICK, 0],
    ['with a slow token, in the other half of its minute', 1_000, 31_000, SLOW, 29],
    ['with a slow token, a minute later', 31_000, 60_000, SLOW, 0],
    ['after the clock was set back a little', 5_000, -2_000, TOKEN, 32],
    ['after the clock was set back an hour', 0, -60 * MINUTE, TOKEN, 0],
  ])('%s: %i, then %i ms', async (_, first, then, token, seconds) => {
    const each = pc();
    await each.run(first).codeOf(TOKEN);
    expect(await waitOf(each, then, token)).toBe(seconds);
  });

  test('that ended while it waited has sent nothing', async () => {
    const each = pc();
    await each.run(0).codeOf(TOKEN);
    const before = each.kept();
    expect(await waitOf(each, 10_000, TOKEN)).toBe(20);
    expect(each.kept()).toEqual(before);
  });

  test('ends its wait with the reason of the cancellation', async () => {
    const each = pc();
    await each.run(0).codeOf(TOKEN);
    const cancel = new AbortController();
    const waiting = each.run(0, { wait: (ms) => wait(ms, cancel.signal) }).codeOf(TOKEN);
    const reason = new CertToolError('terminated');
    cancel.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});

test.each(['', 'garbage', '[]', 'null', '{}', '{"at":"x"}', '{"version":1,"at":{}}'])(
  'a file that says %j costs no wait, and is written anew',
  async (text) => {
    const each = pc();
    mkdirSync(each.dir, { mode: 0o700 });
    writeFileSync(join(each.dir, 'last-code.json'), text, { mode: 0o600 });
    const { codeOf, waits } = each.run(0);
    expect([await codeOf(TOKEN), waits]).toEqual([TOKEN.codeAt(START), []]);
    expect(each.kept()).toEqual({ version: 1, at: '2026-06-01T00:00:00.000Z' });
  },
);
