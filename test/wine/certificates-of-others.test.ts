import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { companyForTest } from '../support/company.ts';
import { goOnBeside, LONGEST_MS, SETS } from '../support/odd/beside.ts';
import type { Place } from '../support/odd/places.ts';
import { tempFolder } from '../support/temp-folder.ts';
import type { Issued } from '../support/test-ca.ts';
import { type Bridge, bridgeTo } from './bridge-to.ts';
import { makeWindowsPc, WINE_ONLY, type WindowsPc, wineMissing } from './wine.ts';

const PROVIDER = 'Microsoft Enhanced RSA and AES Cryptographic Provider';

describe.skipIf(wineMissing)(`beside certificates of others in the native store${WINE_ONLY}`, () => {
  let pc: WindowsPc;
  let bridge: Bridge;

  beforeAll(async () => {
    pc = await makeWindowsPc();
    bridge = await bridgeTo(pc);
  });

  afterAll(async () => {
    await bridge?.close();
    await pc?.dispose();
  });

  const place: Place = {
    name: 'native',
    runs: true,
    open: () => bridge.store(join(pc.folder, 'pending')),
    put: (_, name, issued) => put(name, issued),
  };

  /** With its key where Wine's providers hold such a one, else with the name of a key that is not there. */
  async function put(name: string, { pem, key }: Issued): Promise<void> {
    const at = { provider: PROVIDER, providerType: 24, keySpec: 1, machine: false, container: name };
    await bridge.tools.importKey(at, key).catch(() => undefined);
    await bridge.tools.addCertificateAt(pem, at, name).catch(() => undefined);
  }

  for (const { by, kinds } of SETS) {
    test(
      `made ${by}`,
      async () => {
        await goOnBeside(await companyForTest(join(tempFolder(), 'bank')), place, kinds);
        await bridge.tools.clear();
      },
      LONGEST_MS,
    );
  }
});
