import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { companyForFile } from '../../support/company.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored } from './examined.ts';

/** Files where folders of cert-tool should be. */

const company = await companyForFile();
let count = 0;

/** A PC with a certificate. */
async function pc() {
  count += 1;
  const loginId = `saburo${count}`;
  const home = tempFolder();
  await company.add({ [loginId]: { state: 'issued' } });
  await company.install(home, loginId);
  const run = (args: readonly string[] = []) => doctored(home, [...args, loginId, ...company.args]);
  return { home, run };
}

function replacedByFile(path: string): string {
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, '');
  return path;
}

describe('a file in the place of a folder', () => {
  test.each(['locks', 'clock', 'renewal', 'store/pending', 'store/certificates'])('%s', async (name) => {
    const { home, run } = await pc();
    const path = replacedByFile(join(home, name));
    const { document } = await run();
    expect(document.error).toMatchObject({ code: 'CT-7004' });
    expect(document.verdict).toContain(`${path} is not safe to use: it is not a folder`);
    expect(document.error?.hint).toContain(`Move ${path} away`);
  });

  test('the log: nobody is kept from working', async () => {
    const { home, run } = await pc();
    replacedByFile(join(home, 'log'));
    const { document, check, exitCode } = await run();
    expect(exitCode).toBe(0);
    expect(check('data-folder-writable')).toMatchObject({ status: 'warning', error: { code: 'CT-2016' } });
    expect(document.verdict).toContain('CT-2016');
  });
});
