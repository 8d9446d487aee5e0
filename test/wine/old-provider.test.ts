import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KeyPlace } from '../../src/winstore/native/keys.ts';
import type { Company } from '../support/company.ts';
import { recorder } from '../support/ran/recorder.ts';
import { homeWithBank } from '../support/run.ts';
import { serve } from '../support/struck.ts';
import { bridgedPc } from './bridge-to.ts';
import { runNatively } from './native-program.ts';
import { WINE_ONLY, wineMissing } from './wine.ts';

const OLD: Omit<KeyPlace, 'container'> = {
  provider: 'Microsoft Enhanced Cryptographic Provider v1.0',
  providerType: 1,
  keySpec: 1,
  machine: false,
};
const [INVALID_ALGORITHM, BANK_APP] = ['CryptCreateHash: 0x80090008', '○○銀行 電子証明書'];
const BANK_CSP = 'Bank CSP v1';

/** What the bank's own app has left: certificates that cert-tool did not put there, with keys in a provider of before SHA-256. */
describe.skipIf(wineMissing)(`a PC that the bank's own app has served, under Wine${WINE_ONLY}`, () => {
  const record = recorder('program', 'node-wine');
  const windows = bridgedPc();
  let served: Company;

  const certTool = (...args: string[]) => runNatively(windows.pc, served, args, `demo-${args[1]}`);

  /** The user's certificate as the app has installed it. @param place without a key there it is lost */
  async function byTheApp(loginId: string, place: KeyPlace, withKey = true): Promise<string> {
    const home = homeWithBank();
    const { thumbprint } = await served.install(home, loginId);
    const file = (name: string) =>
      readFileSync(join(home, 'store/certificates', thumbprint, `${name}.pem`), 'utf8');
    if (withKey) await windows.bridge.tools.importKey(place, file('key'));
    await windows.bridge.tools.addCertificateAt(file('certificate'), place, BANK_APP);
    return thumbprint;
  }

  const findings = (checks: readonly { status: string; error?: { code: string } }[]) =>
    checks.filter(({ status }) => status !== 'ok').map(({ error }) => error?.code);

  test('what it has left is listed, tried, renewed and removed as it is', async () => {
    served = await serve();
    await served.add({ inold: {}, lost: {}, foreign: {} });
    const [old, gone] = [
      { ...OLD, container: 'bank-app-1' },
      { ...OLD, container: 'bank-app-2' },
    ];
    const inOld = await byTheApp('inold', old);
    await byTheApp('lost', gone, false);
    await windows.bridge.tools.addOldProvider(BANK_CSP);
    const makers = { ...OLD, container: 'bank-app-3', provider: BANK_CSP };
    await byTheApp('foreign', makers);
    for (const place of [old, makers]) {
      expect(await windows.bridge.tools.refusesSha256(place)).toBe(INVALID_ALGORITHM);
    }

    const listed = await certTool('list', '--check');
    const { certificates } = listed as { certificates: { loginId: string; keyUsable: boolean }[] };
    expect(certificates).toMatchObject(
      certificates.map(() => ({ state: 'renewable', hasPrivateKey: true, friendlyName: BANK_APP })),
    );
    // The store opens a key of Microsoft's old provider by the one that knows SHA-256: they share their containers.
    expect(certificates.map(({ loginId, keyUsable }) => [loginId, keyUsable])).toEqual([
      ['foreign', false],
      ['inold', true],
      ['lost', false],
    ]);
    expect(listed.code).toBe(11);

    const [good, bad] = [await certTool('doctor', 'inold'), await certTool('doctor', 'lost')];
    const others = await certTool('doctor', 'foreign', '--lang', 'en');
    expect(others).toMatchObject({ cause: 'key-provider', user: { can: 'other-program' } });
    expect(others.verdict).toContain(`(${BANK_CSP})`);
    expect(good).toMatchObject({ cause: 'certificate-due', user: { can: 'renew' } });
    expect(findings(good.checks)).not.toContain('CT-5005');
    expect(bad).toMatchObject({ cause: 'key-signs', user: { can: 'administrator' } });
    expect(findings(bad.checks)).toContain('CT-5005');
    expect(JSON.stringify(bad.checks)).not.toContain('CT-11009');

    expect(await certTool('renew', 'lost')).toMatchObject({ code: 5, error: { code: 'CT-5005' } });
    const renewed = await certTool('renew', 'inold');
    expect(renewed).toMatchObject({ code: 0, outcome: 'renewed', warnings: [] });
    const { thumbprint } = renewed.certificate;
    expect(await windows.bridge.tools.keyPlace(inOld)).toBeUndefined();
    const place = await windows.bridge.tools.keyPlace(thumbprint);
    expect(place).toMatchObject({ providerType: 24 });
    // A key of another maker's provider is not cert-tool's to remove.
    const kept = [place?.container, makers.container];
    expect((await windows.bridge.tools.containers()).sort()).toEqual(kept.sort());

    expect(await certTool('remove', 'lost', '--yes')).toMatchObject({
      code: 0,
      results: [{ outcome: 'removed' }],
    });
    const left = (await certTool('list')).certificates as { loginId: string }[];
    expect(left.map(({ loginId }) => loginId)).toEqual(['foreign', 'inold']);
    record.note('old-provider');
  }, 120_000);

  record.check();
});
