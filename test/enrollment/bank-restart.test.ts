import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { codeOf, exitCodeOf } from '../../src/core/error.ts';
import { startPracticeBank } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/system/clock.ts';
import { altered, type FlatSession } from '../support/flat-session.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { type Desk, failure, openDesk, seedTemplate } from './support.ts';

let template = '';
beforeAll(async () => {
  template = makeTempFolder();
  await seedTemplate(template);
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

/** The bank forgets its sessions between the login and this call. */
function restartBefore(desk: Desk, call: 'me' | 'confirm') {
  const restart = async () => {
    await desk.close();
    const port = Number(new URL(desk.bank.bankUrl).port);
    const again = await startPracticeBank({
      ...{ dir: desk.bankDir, now: systemClock, waitMs: 0, shared: true, port },
    });
    onTestFinished(() => again.close());
  };
  const calls = (session: FlatSession): Partial<FlatSession> => ({
    [call]: async (serialNumber: string) => {
      await restart();
      return session[call](serialNumber);
    },
  });
  return { openBank: async () => altered(desk.client(), calls) };
}

test('a bank that is restarted in the middle is told as such; nothing is left behind', async () => {
  const desk = await openDesk(template, join(tempFolder(), 'desk'));
  const error = await failure(desk.issue(restartBefore(desk, 'me')));
  expect([exitCodeOf(error), codeOf(error), error.errorName]).toEqual([6, 'CT-6021', 'session-lost']);
  expect(await desk.issue()).toMatchObject({ outcome: 'issued', resumed: false });
});

test('one that is restarted before the confirmation is told on the next run', async () => {
  const desk = await openDesk(template, join(tempFolder(), 'desk'));
  expect(await desk.issue(restartBefore(desk, 'confirm'))).toMatchObject({ warnings: ['not-confirmed'] });
  expect(await desk.issue()).toMatchObject({ outcome: 'issued', resumed: true, warnings: [] });
});
