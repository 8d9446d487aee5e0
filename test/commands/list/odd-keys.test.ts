import { expect, test } from 'vitest';
import { putInFileStore } from '../../support/file-store.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue, openssl, RSA } from '../../support/test-ca.ts';

/** Certificates whose CN has the bank's shape, with keys that a bank's never have. */

const ODD = [
  ['Ed25519', ['-algorithm', 'ED25519'], false],
  ['Ed448', ['-algorithm', 'ED448'], false],
  // It signs, though otherwise than others.
  ['RSA-PSS', ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'], true],
] as const;

test.each(ODD)('%s: list --check goes on to the others', async (_, newKey, keyUsable) => {
  const home = tempFolder();
  const ca = issue(home, { subject: '/CN=CA', newKey: RSA, extensions: CA_EXTENSIONS });
  const put = (loginId: string, key: string) => {
    const subject = `/CN=${loginId} A001 20200304153656560435`;
    putInFileStore(home, issue(home, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, key }).pem, key);
  };
  put('odd', openssl(['genpkey', ...newKey]).toString());
  put('usual', openssl(['genpkey', ...RSA]).toString());
  const { exitCode, stdout, stderr } = await runInProcess(['list', '--check', '--json', '--store', 'file'], {
    env: { CERT_TOOL_HOME: home },
  });
  const { certificates } = JSON.parse(stdout) as {
    certificates: { loginId: string; keyUsable: boolean; attention: string[] }[];
  };
  expect(stderr).not.toContain('CT-1001');
  expect(certificates.find(({ loginId }) => loginId === 'usual')).toMatchObject({ keyUsable: true });
  expect(certificates.find(({ loginId }) => loginId === 'odd')).toMatchObject({ keyUsable });
  expect(exitCode).toBe(keyUsable ? 0 : 11);
});
