import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { companyForTest } from '../support/company.ts';
import { bytesIn, filesIn } from '../support/folder-bytes.ts';
import { BUILDS, leftHome, runAt } from './left-home.ts';

/** What this PC keeps, apart from the practice bank, which may have been asked. */
function bytesHere(home: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(bytesIn(home)).filter(([path]) => !/^(sandbox|clock|login-ids|log)\//.test(path)),
  );
}

function entryFile(home: string, loginId: string): string {
  const files = filesIn(home).filter((path) => path.startsWith('journal/'));
  const found = files.find((path) => JSON.parse(readFileSync(join(home, path), 'utf8')).loginId === loginId);
  return join(home, found ?? '');
}

/** Makes a file one of a later version. */
function ofVersion(file: string, version: number): void {
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }));
}

/** The key file of a login ID's entry. */
function keyFile(home: string, loginId: string): string {
  const { id } = JSON.parse(readFileSync(entryFile(home, loginId), 'utf8'));
  return join(home, 'store', 'pending', id, 'key.pem');
}

describe.each(BUILDS)(
  'among what $build left, the work of a newer build is refused and left alone',
  (build) => {
    test.each([
      ['issue', 'issue-key', 2],
      ['issue', 'issue-issued', 3],
      ['renew', 'renew-sent', 2],
      ['issue', 'renew-installed', 99],
      ['renew', 'renew-key', 2],
    ])('%s %s: an entry of version %i', async (command, loginId, version) => {
      const home = leftHome(build);
      const file = entryFile(home, loginId);
      ofVersion(file, version);
      const before = bytesHere(home);
      for (const options of [[], ['--dry-run'], ['--store', 'file']]) {
        const { exitCode, document } = await runAt(home, [command, loginId, ...options]);
        expect([exitCode, document.error.code]).toEqual([7, 'CT-7011']);
        expect(document.error.message).toContain(file);
      }
      expect(bytesHere(home)).toEqual(before);
    });

    test.each([
      ['issue', 'issue-key', 7],
      ['issue', 'issue-sent', 10],
    ])('%s %s: a key that is kept in another way', async (command, loginId, expected) => {
      const home = leftHome(build);
      const key = keyFile(home, loginId);
      writeFileSync(key, 'sealed-by-chip:AAAA');
      const before = bytesHere(home);
      const { exitCode, document, stdout } = await runAt(home, [command, loginId]);
      expect(exitCode, stdout).toBe(expected);
      expect(document.error.name).toBe('newer-data');
      expect(document.error.message).toContain(key);
      expect(bytesHere(home)).toEqual(before);
    });

    test('who a bank is', async () => {
      const home = leftHome(build);
      const { args, bank } = await companyForTest(join(home, 'sandbox'));
      const name = createHash('sha256').update(bank.bankUrl).digest('hex').slice(0, 32);
      const [known = ''] = filesIn(home).filter((path) => path.startsWith('banks/'));
      const { bankId, chain } = JSON.parse(readFileSync(join(home, known), 'utf8'));
      const file = join(home, 'banks', `${name}.json`);
      writeFileSync(file, JSON.stringify({ version: 3, bankId, chain }));
      const before = bytesHere(home);
      for (const argv of [
        ['issue', 'sachikodt'],
        ['renew', 'tarodt'],
        ['remove', 'sachikodt', '--yes'],
        ['revoke', 'sachikodt', '--yes'],
      ]) {
        const env = { CERT_TOOL_SANDBOX: '', CERT_TOOL_LOGIN_ID: 'boss', CERT_TOOL_PASSWORD: 'demo-boss' };
        const { exitCode, document, stdout } = await runAt(home, [...argv, ...args], env);
        expect([exitCode, document.error.name], argv.join() + stdout).toEqual([7, 'newer-data']);
        expect(document.error.message).toContain(file);
      }
      expect(bytesHere(home)).toEqual(before);
    });
  },
);
