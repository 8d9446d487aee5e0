import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { companyForTest } from '../../support/company.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeServerCertificates, serveTls } from '../../support/tls-server.ts';
import { doctored } from './examined.ts';

/** The browser's way to the login page. */

test('the page of the practice bank lets the certificate in, and nobody logs in', async () => {
  const company = await companyForTest(join(tempFolder(), 'bank'), { portalPort: 0 });
  const home = tempFolder();
  await company.add({ hanako: { state: 'issued' } });
  await company.install(home, 'hanako');
  const page = company.bank.portalUrl ?? '';
  const known = await doctored(home, ['hanako', '--login-page', page, ...company.args]);
  expect(known.check('login-page').note).toBe('with the certificate: HTTP 200');
  expect(known.exitCode).toBe(0);
  const stranger = await doctored(tempFolder(), ['--login-page', page, ...company.args]);
  expect(stranger.check('login-page').note).toContain('without a certificate: HTTP 403');
});

test('an inspecting proxy keeps the certificate from the page, and its root is named', async () => {
  const company = await companyForTest(join(tempFolder(), 'bank'));
  const home = tempFolder();
  await company.add({ hanako: { state: 'issued' } });
  await company.install(home, 'hanako');
  const { ca, good } = makeServerCertificates();
  // It ends TLS, so that the page behind it sees a visitor without a certificate.
  const { url } = await serveTls(good, (_, response) => response.writeHead(403).end());
  const roots = join(home, 'roots.pem');
  writeFileSync(roots, ca.pem);
  const args = ['--bank', company.bank.bankUrl, '--store', 'file', '--ca-file', roots, '--login-page', url];
  const { check } = await doctored(home, args);
  expect(check('login-page')).toMatchObject({ status: 'failed', error: { name: 'tls-inspected' } });
  expect(check('login-page').error?.message).toContain('Test Inspection Root');
});

test.each([
  ['tls-untrusted', false],
  ['unknown-host', true],
])('a page that cannot be reached: %s', async (name, isUnknown) => {
  const { good } = makeServerCertificates();
  const { url } = await serveTls(good, (_, response) => response.end());
  const page = isUnknown ? 'https://nosuch.invalid/' : url;
  const { check } = await doctored(tempFolder(), ['--login-page', page, '--store', 'file']);
  expect(check('login-page')).toMatchObject({ status: 'failed', error: { name } });
});
