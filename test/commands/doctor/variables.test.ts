import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { companyForFile } from '../../support/company.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored, recorded } from './examined.ts';

/** Variables that were left over, and lead elsewhere than the config file. */

const company = await companyForFile();
const { bankUrl, caFile } = company.bank;

function configured(more: object = {}): string {
  const home = tempFolder();
  writeFileSync(join(home, 'config.json'), JSON.stringify({ bank: bankUrl, caFile, store: 'file', ...more }));
  return home;
}

const online = recorded(() => ({ hasNetwork: () => true }));

test('another bank that is not there: the variable is the cause', async () => {
  const home = configured();
  const env = { CERT_TOOL_BANK: 'https://nosuch.invalid' };
  const { document, check, exitCode } = await doctored(home, [], { env, alter: online });
  expect(exitCode).toBe(11);
  expect(document).toMatchObject({ cause: 'locked-settings', error: { code: 'CT-11014' } });
  expect(document.verdict).toContain(
    `The variable CERT_TOOL_BANK has https://nosuch.invalid used in place of ${bankUrl} (${join(home, 'config.json')}).`,
  );
  expect(document.error?.hint).toContain('take CERT_TOOL_BANK out of the variables');
  // All else is told, too.
  expect(check('dns').status).toBe('failed');
});

test('without any network that is the cause', async () => {
  const env = { CERT_TOOL_BANK: 'https://nosuch.invalid' };
  const alter = recorded(() => ({ hasNetwork: () => false }));
  expect((await doctored(configured(), [], { env, alter })).document.cause).toBe('dns');
});

test('another bank that answers', async () => {
  const home = configured({ bank: 'https://bank.example' });
  const { document, check } = await doctored(home, [], { env: { CERT_TOOL_BANK: bankUrl }, alter: online });
  expect(check('locked-settings')).toMatchObject({ status: 'warning', error: { code: 'CT-11014' } });
  expect(document).toMatchObject({ ok: false, cause: 'locked-settings' });
});

test('the practice bank', async () => {
  const { document, exitCode } = await doctored(configured(), [], { env: { CERT_TOOL_SANDBOX: '1' } });
  expect(exitCode).toBe(11);
  expect(document.verdict).toContain(`CERT_TOOL_SANDBOX has the practice bank used in place of ${bankUrl}`);
});

test('another store is worth knowing', async () => {
  const { check } = await doctored(configured(), [], { env: { CERT_TOOL_STORE: 'nss' } });
  expect(check('locked-settings')).toMatchObject({ status: 'warning', error: { code: 'CT-11014' } });
  expect(check('locked-settings').error?.message).toContain('has nss used in place of file');
});

test('an empty CERT_TOOL_HOME, while the usual folder is not', async () => {
  const usual = tempFolder();
  const data = { XDG_DATA_HOME: join(usual, 'data'), XDG_CONFIG_HOME: join(usual, 'config') };
  for (const variable of ['APPDATA', 'LOCALAPPDATA']) Object.assign(data, { [variable]: usual });
  mkdirSync(join(usual, 'data', 'cert-tool', 'store'), { recursive: true });
  mkdirSync(join(usual, 'cert-tool', 'store'), { recursive: true });
  const home = tempFolder();
  const { document } = await doctored(home, [], { env: data });
  expect(document).toMatchObject({ cause: 'locked-settings', error: { code: 'CT-11014' } });
  expect(document.verdict).toContain(`The variable CERT_TOOL_HOME has ${home} used in place of ${usual}`);
  // One that is used is meant.
  writeFileSync(join(home, 'config.json'), '{}');
  expect((await doctored(home, [], { env: data })).document.cause).toBe('bank-address');
});

test.each([
  ['the same bank', { CERT_TOOL_BANK: `${bankUrl}/` }, []],
  ['what is typed', { CERT_TOOL_BANK: 'https://other.example' }, ['--bank', bankUrl]],
])('%s is nothing to tell of', async (_what, env, args) => {
  const { check } = await doctored(configured(), args, { env });
  expect(check('locked-settings').status).toBe('ok');
});
