import { expect, test } from 'vitest';
import { provided } from '../../src/cli/needs.ts';
import { compose } from '../../src/compose/compose.ts';
import { Insistence } from '../../src/core/insistence.ts';
import type { Bank } from '../../src/core/ports/bank.ts';
import { type RunInProcess, runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A person who chooses the practice bank where no bank is set. */
const choosing: RunInProcess['alter'] = ({ ui }) => {
  const choose = async <T>(_: string, choices: readonly { name: string; value: T }[]): Promise<T> => {
    const chosen = choices.find(({ value }) => value === 'sandbox');
    if (!chosen) throw new Error('the practice bank is none of the choices');
    return chosen.value;
  };
  return { ui: { ...ui, interactive: true, prompts: { ...ui.prompts, choose } } };
};

test('the bank that was chosen is meant by the hint of an error, too', async () => {
  const { exitCode, stderr } = await runInProcess(['revoke', 'jirodt', '--yes', '--lang', 'en'], {
    env: { CERT_TOOL_HOME: tempFolder() },
    alter: choosing,
  });
  expect(exitCode).toBe(5);
  expect(stderr).toContain('CT-5030');
  expect(stderr).toContain('cert-tool issue hanakodt --sandbox');
});

test.each([
  ['nothing', false],
  ['bank', false],
  ['login', true],
  ['proof', true],
] as const)('a command that declares %s can log in: %s', async (need, can) => {
  const given = { sandbox: true };
  const env = { CERT_TOOL_HOME: tempFolder() };
  const { signal } = new AbortController();
  const deps = await compose({ given, env, language: 'en', signal, insistence: new Insistence() });
  const bank = { logIn: async () => ({ challenge: 'logged in' }) } as unknown as Bank;
  const ready = await provided({ ...deps, openBank: async () => bank }, need);
  const login = (await ready.openBank()).logIn('hanako', 'password');
  if (can) expect(await login).toEqual({ challenge: 'logged in' });
  else await expect(login).rejects.toThrow('declared no login');
});
