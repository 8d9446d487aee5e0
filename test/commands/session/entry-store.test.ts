import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { CertToolError } from '../../../src/core/error.ts';
import type { Bank, BankSession } from '../../../src/core/ports/bank.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** The answer to the request for a certificate is lost. */
const losesAnswer = (deps: Deps): Partial<Deps> => ({
  async openBank(): Promise<Bank> {
    const bank = await deps.openBank();
    return {
      ...bank,
      async logIn(loginId, password): Promise<BankSession> {
        const session = await bank.logIn(loginId, password);
        session.requestCertificate = () =>
          Promise.reject(new CertToolError('timeout', { params: { host: 'bank', seconds: 1 } }));
        return session;
      },
    };
  },
});

test('an unfinished request is completed in its own store without --store, and in no other one', async () => {
  const [home, folder] = [tempFolder(), tempFolder()];
  const dir = join(folder, 'store');
  const issue = async (argv: readonly string[], alter?: (deps: Deps) => Partial<Deps>) => {
    const { exitCode, stdout, stderr } = await runInProcess(['issue', '--sandbox', '--json', ...argv], {
      env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1' },
      ...(alter ? { alter } : {}),
    });
    return { exitCode, stderr, ...(JSON.parse(stdout) as object) };
  };
  expect(await issue(['--store-dir', dir], losesAnswer)).toMatchObject({ exitCode: 10 });
  expect(readdirSync(join(dir, 'pending'))).toHaveLength(1);
  for (const other of [
    ['--store', 'file'],
    ['--store-dir', join(folder, 'other')],
  ]) {
    expect(await issue(other)).toMatchObject({ exitCode: 5, error: { name: 'pending-in-other-store' } });
  }
  const done = await issue(['--verbose']);
  expect(done).toMatchObject({
    exitCode: 0,
    outcome: 'issued',
    resumed: true,
    certificate: { location: expect.stringContaining(dir) },
  });
  expect(done.stderr).toContain('Certificate store: file');
  expect(readdirSync(join(dir, 'pending'))).toEqual([]);
});
