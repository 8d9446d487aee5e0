import { join } from 'node:path';
import { describe, test } from 'vitest';
import { companyForTest } from '../support/company.ts';
import { goOnBeside, LONGEST_MS, SETS } from '../support/odd/beside.ts';
import type { Place } from '../support/odd/places.ts';
import { tempFolder } from '../support/temp-folder.ts';
import type { Issued } from '../support/test-ca.ts';
import { bridgedPc } from './bridge-to.ts';
import { WINE_ONLY, wineMissing } from './wine.ts';

describe.skipIf(wineMissing)(`beside certificates of others in the native store${WINE_ONLY}`, () => {
  const windows = bridgedPc();

  const native: Place = {
    name: 'native',
    runs: true,
    open: () => windows.bridge.store(join(windows.pc.folder, 'pending')),
    put: (_, name, issued) => put(name, issued),
  };

  /** With its key where Wine's providers hold such a one, else with the name of a key that is not there. */
  async function put(name: string, { pem, key }: Issued): Promise<void> {
    const place = await windows.bridge.tools.newPlace(name);
    await windows.bridge.tools.importKey(place, key).catch(() => undefined);
    await windows.bridge.tools.addCertificateAt(pem, place, name).catch(() => undefined);
  }

  for (const { by, kinds } of SETS) {
    test(
      `made ${by}`,
      async () => {
        await goOnBeside(await companyForTest(join(tempFolder(), 'bank')), native, kinds);
        await windows.bridge.tools.clear();
      },
      LONGEST_MS,
    );
  }
});
