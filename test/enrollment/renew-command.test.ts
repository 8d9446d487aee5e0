import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { CertToolError } from '../../src/core/error.ts';
import { altered } from '../support/flat-session.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** The answer to the request for a renewal is lost. */
const losesAnswer = (deps: Deps): Partial<Deps> => ({
  openBank: async () =>
    altered(await deps.openBank(), () => ({
      renew: () => Promise.reject(new CertToolError('timeout', { params: { host: 'bank', seconds: 1 } })),
    })),
});

test('a renewal that was begun in another store is completed there, by the command that is recommended', async () => {
  const [home, folder] = [tempFolder(), tempFolder()];
  const dir = join(folder, 'store');
  const run = async (argv: readonly string[], alter?: (deps: Deps) => Partial<Deps>) => {
    const { exitCode, stdout, stderr } = await runInProcess([...argv, '--sandbox', '--lang', 'en'], {
      env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1' },
      ...(alter ? { alter } : {}),
    });
    return { exitCode, output: stdout + stderr };
  };
  await run(['sandbox', 'install', 'tarodt', '--store-dir', dir]);
  expect(await run(['renew', '--store-dir', dir], losesAnswer)).toMatchObject({ exitCode: 10 });
  const command = /cert-tool (renew \S+ --sandbox)/.exec((await run(['list'])).output)?.[1] ?? '';
  expect(command).toBe('renew tarodt --sandbox');
  expect(await run(command.split(' '))).toMatchObject({ exitCode: 0, output: expect.stringContaining(dir) });
  expect(readdirSync(join(dir, 'pending'))).toEqual([]);
});

test('Ctrl-C at a question ends --all: no further password is asked', async () => {
  const home = tempFolder();
  const run = (argv: readonly string[], alter?: (deps: Deps) => Partial<Deps>) =>
    runInProcess([...argv, '--sandbox'], { env: { CERT_TOOL_HOME: home }, ...(alter ? { alter } : {}) });
  for (const loginId of ['tarodt', 'sachikodt']) await run(['sandbox', 'install', loginId]);
  let asked = 0;
  const secret = () => {
    asked += 1;
    return Promise.reject(new CertToolError('cancelled'));
  };
  const { exitCode } = await run(['renew', '--all', '--force', '--within', '366'], ({ ui }) => ({
    ui: { ...ui, interactive: true, prompts: { ...ui.prompts, secret } },
  }));
  expect([exitCode, asked]).toEqual([130, 1]);
});
