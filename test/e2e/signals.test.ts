import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { putInFileStore } from '../support/file-store.ts';
import { homeWithBank, POSIX_ONLY, type RunningCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { CLIENT_EXTENSIONS, issue } from '../support/test-ca.ts';

const MANY = 2000;

describe.skipIf(process.platform === 'win32')(`signals${POSIX_ONLY}`, () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    '%s in the middle of the trial of 2,000 keys ends it',
    async (signal, code) => {
      const home = tempFolder();
      putMany(home);
      const running = startCli(home, ['list', '--check', '-v', '--store', 'file', '--lang', 'en']);
      await said(running, 'Certificate store:');
      running.child.kill(signal);
      const { code: seen, stdout, stderr } = await running.result;
      expect(seen, stderr).toBe(code);
      expect(stdout).toBe('');
      expect(stderr).toContain(`CT-${code}001`);
    },
    60_000,
  );

  test('the first one lets a request that was sent be finished, another ends at once, and nothing is lost', async () => {
    const home = homeWithBank();
    const bank = startCli(home, ['sandbox', 'start', '--fault', 'drop-after-issue', '--json']);
    await bank.firstLine;
    const issuing = startCli(home, ['issue', 'jirodt', '--sandbox', '--no-input', '-v', '--lang', 'en']);
    await said(issuing, 'Getting the certificate');
    // Whether it answers the first time or not, its next answer does not come.
    bank.child.kill('SIGSTOP');
    issuing.child.kill('SIGINT');
    await said(issuing, 'Press Ctrl-C again');
    // So soon after the first one another counts as the same.
    const insisting = setInterval(() => issuing.child.kill('SIGINT'), 100);
    const { code, stderr } = await issuing.result;
    clearInterval(insisting);
    expect(code, stderr).toBe(10);
    expect(stderr).toContain('CT-10930');
    bank.child.kill('SIGCONT');
    bank.child.kill('SIGINT');
    await bank.result;
    const again = await startCli(home, ['issue', 'jirodt', '--sandbox', '--no-input', '--lang', 'en']).result;
    expect(again.code, again.stderr).toBe(0);
    expect((await startCli(home, ['list', '--check', '--json']).result).code).toBe(0);
  }, 120_000);
});

/** Copies of one certificate of the bank's shape, each with a serial number of its own, and a key that is slow to use. */
function putMany(home: string): void {
  const { pem, key } = issue(tempFolder(), {
    subject: '/CN=hanakodt A001 20260101090000123456',
    extensions: CLIENT_EXTENSIONS,
    serial: '5B8E869E2BC4B2225302F34ADA65184E',
  });
  const der = Buffer.from(new X509Certificate(pem).raw);
  const serial = der.indexOf(Buffer.from('5B8E869E2BC4B2225302F34ADA65184E', 'hex'));
  for (let count = 0; count < MANY; count += 1) {
    der.writeUInt32BE(count, serial + 4);
    const copy = der.toString('base64').replace(/.{1,64}/g, '$&\n');
    putInFileStore(home, `-----BEGIN CERTIFICATE-----\n${copy}-----END CERTIFICATE-----\n`, key);
  }
}

/** Waits until this stands on its stderr. */
function said({ child, result }: RunningCli, words: string): Promise<void> {
  let stderr = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: string) => {
      stderr += chunk;
      if (stderr.includes(words)) resolve();
    });
    void result.then((ended) => reject(new Error(`ended with ${ended.code}: ${ended.stderr}`)));
  });
}
