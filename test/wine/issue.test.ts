import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { type Company, codeOf } from '../support/company.ts';
import { recorder } from '../support/ran/recorder.ts';
import { entryFile } from '../support/run.ts';
import { serve } from '../support/struck.ts';
import { openssl } from '../support/test-ca.ts';
import { bridgedPc } from './bridge-to.ts';
import { runNatively } from './native-program.ts';
import { nodeExe, WINE_ONLY, windowsPath, wineMissing } from './wine.ts';

/** The built program in Windows' Node on one PC, and a practice bank on the Linux side. */
describe.skipIf(wineMissing)(`the program under Wine${WINE_ONLY}`, () => {
  const record = recorder('program', 'node-wine');
  const windows = bridgedPc();

  const certTool = (served: Company, args: readonly string[], password = '') =>
    runNatively(windows.pc, served, args, password);

  const issue = async (served: Company, loginId: string) => {
    const code = await codeOf(served, loginId);
    const otp = code ? ['--otp', code] : [];
    return certTool(served, ['issue', loginId, ...otp], `demo-${loginId}`);
  };

  test('two users get their certificates, which sign, and whose keys stay where they are', async () => {
    const served = await serve();
    for (const loginId of ['jirodt', 'shirodt']) {
      const issued = await issue(served, loginId);
      expect(issued, issued.stderr).toMatchObject({ code: 0, ok: true, outcome: 'issued', warnings: [] });
    }
    expect(await issue(served, 'jirodt')).toMatchObject({ code: 0, outcome: 'already-valid' });

    const listed = await certTool(served, ['list', '--check']);
    expect(listed).toMatchObject({ code: 0, store: 'native' });
    const certificates: (StoredCertificate & { loginId: string })[] = listed.certificates;
    expect(certificates.map(({ loginId }) => loginId).sort()).toEqual(['jirodt', 'shirodt']);
    expect(certificates).toMatchObject([
      { hasPrivateKey: true, keyUsable: true, state: 'issued' },
      { hasPrivateKey: true, keyUsable: true, state: 'issued' },
    ]);

    expect(await windows.bridge.tools.containers()).toHaveLength(2);
    expect(await windows.bridge.tools.intermediates()).toHaveLength(1);
    const store = windows.bridge.store(join(windows.pc.folder, 'none'));
    for (const { thumbprint } of certificates) {
      await expectOpensslVerifies(await store.find(thumbprint), await store.sign(thumbprint, DATA));
      const place = await windows.bridge.tools.keyPlace(thumbprint);
      expect(place && (await windows.bridge.tools.exportPrivateKey(place))).toMatch(
        /CryptExportKey: 0x8009000b/,
      );
    }

    const [first, second] = certificates;
    const removed = await certTool(served, ['remove', String(first?.loginId), '--yes']);
    expect(removed, removed.stderr).toMatchObject({ code: 0, results: [{ thumbprint: first?.thumbprint }] });
    const left = await certTool(served, ['list', '--check']);
    expect(left).toMatchObject({
      code: 0,
      certificates: [{ thumbprint: second?.thumbprint, keyUsable: true }],
    });
    expect(await windows.bridge.tools.containers()).toHaveLength(1);
    record.note('native-commands');
  }, 120_000);

  test('without koffi the program says so', async () => {
    const args = ['list', '--store', 'native', '--json'];
    const env = { CERT_TOOL_HOME: windowsPath(join(windows.pc.folder, 'home')), NODE_PATH: '' };
    const { code, stdout } = await windows.pc.run(nodeExe, [windowsPath(entryFile()), ...args], { env });
    expect(code).toBe(7);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'CT-7030', name: 'koffi-missing' } });
  });

  record.check();

  /** openssl on the Linux side, with the certificate as Windows hands it out. */
  async function expectOpensslVerifies(found: StoredCertificate | undefined, signature: Uint8Array) {
    const file = (name: string) => join(windows.pc.folder, name);
    writeFileSync(file('data'), DATA);
    writeFileSync(file('signature'), signature);
    writeFileSync(file('public.pem'), openssl(['x509', '-noout', '-pubkey'], found?.pem ?? ''));
    const verify = [
      'dgst',
      '-sha256',
      '-verify',
      file('public.pem'),
      '-signature',
      file('signature'),
      file('data'),
    ];
    expect(openssl(verify).toString()).toBe('Verified OK\n');
  }
});

const DATA = Buffer.from('what is signed under Wine');
