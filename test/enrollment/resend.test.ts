import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ANOTHER_CODE } from '../../src/enrollment/ports.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { demoSecrets, openDesk, seedTemplate } from './support.ts';

let template = '';

beforeAll(async () => {
  template = makeTempFolder();
  await seedTemplate(template);
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

/** The codes in the outbox, oldest first. */
function codes(bankDir: string): string[] {
  const outbox = join(bankDir, 'outbox');
  const texts = readdirSync(outbox)
    .sort()
    .map((name) =>
      Buffer.from(readFileSync(join(outbox, name), 'utf8').split('\r\n\r\n')[1] ?? '', 'base64'),
    );
  return texts.flatMap((text) => /One-time password: (\d{6})/.exec(text.toString())?.[1] ?? []);
}

test('a new e-mail is sent as often as the person asks; the last code is taken', async () => {
  const desk = await openDesk(template, tempFolder());
  onTestFinished(() => desk.close());
  let asked = 0;
  const secrets = {
    ...demoSecrets(desk.bankDir, 'ichirodt'),
    canRetry: () => true,
    otp: async () => {
      asked += 1;
      expect(codes(desk.bankDir)).toHaveLength(asked);
      return asked < 3 ? ANOTHER_CODE : (codes(desk.bankDir).at(-1) ?? '');
    },
  };
  expect(await desk.issue({ secrets }, { loginId: 'ichirodt' })).toMatchObject({ outcome: 'issued' });
  expect(asked).toBe(3);
});

test('an empty code that nobody typed is no wish for another', async () => {
  const desk = await openDesk(template, tempFolder());
  onTestFinished(() => desk.close());
  const secrets = { ...demoSecrets(desk.bankDir, 'ichirodt'), otp: async () => '' };
  await expect(desk.issue({ secrets }, { loginId: 'ichirodt' })).rejects.toThrow();
  expect(codes(desk.bankDir)).toHaveLength(1);
});
