import { expect, test } from 'vitest';
import { openSecrets } from '../../../src/commands/ask/secrets.ts';
import { compose } from '../../../src/compose/compose.ts';
import { Insistence } from '../../../src/core/insistence.ts';
import type { OtpChallenge } from '../../../src/core/ports/bank.ts';
import { ANOTHER_CODE } from '../../../src/enrollment/ports.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const challenge = (method: OtpChallenge['method']): OtpChallenge => ({
  method,
  digits: 6,
  expiresAt: new Date('2026-11-22T05:05:00Z'),
  attemptsLeft: 5,
});

/** The secrets of a person at a terminal who gives these answers. */
async function atTerminal(...answers: string[]) {
  const deps = await compose({
    given: {},
    env: { CERT_TOOL_HOME: tempFolder() },
    language: 'en',
    signal: new AbortController().signal,
    insistence: new Insistence(),
  });
  const told: string[] = [];
  const options: unknown[] = [];
  const hidden: string[] = [];
  const secret = async (question: string, given?: object) => {
    told.push(question);
    options.push(given);
    return answers.shift() ?? '';
  };
  const ui = {
    ...deps.ui,
    interactive: true,
    info: (line: string) => void told.push(line),
    hide: (value: string) => {
      hidden.push(value);
      return () => {};
    },
    prompts: { ...deps.ui.prompts, secret },
  };
  const sources = await openSecrets({ ...deps, ui }, {}, () => {});
  return { secrets: sources.secretsFor('tarodt'), told, options, hidden };
}

test('an empty answer for a code by e-mail asks for a new one, which the next question says', async () => {
  const { secrets, told, options, hidden } = await atTerminal('', ' 123456 ');
  expect(await secrets.otp(challenge('email'))).toBe(ANOTHER_CODE);
  expect(options).toMatchObject([{ default: '', hint: 'Enter alone for a new e-mail' }]);
  expect(await secrets.otp(challenge('email'))).toBe('123456');
  expect(told).toEqual([
    'One-time password from the e-mail (6 digits)',
    'A new one-time password is on its way by e-mail; the earlier one is void.',
    'One-time password from the e-mail (6 digits)',
  ]);
  // Masking nothing at all would mask everything.
  expect(hidden).toEqual(['123456']);
});

test('full-width digits are taken, and what cannot be a code does not go to the bank', async () => {
  const { secrets, options } = await atTerminal('１２３４５６');
  expect(await secrets.otp(challenge('token'))).toBe('123456');
  const [{ validate } = {}] = options as { validate?(typed: string): true | string }[];
  const judged = ['123456', '１２３４５６', ' 123456 ', '12345', '1234567', 'abcdef'].map((typed) =>
    validate?.(typed),
  );
  expect(judged).toEqual([true, true, true, ...Array(3).fill('Type 6 digits.')]);
});

test('a token has nothing to send again: something must be typed', async () => {
  const { secrets, options } = await atTerminal('123456');
  await secrets.otp(challenge('token'));
  expect(options[0]).not.toHaveProperty('default');
});
