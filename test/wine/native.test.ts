import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeStore } from '../winstore/contract.ts';
import { bridgeTo, type NativeBridge } from './native-bridge.ts';
import { makeWindowsPc, WINE_ONLY, type WindowsPc, wineMissing } from './wine.ts';

/** The native store in Windows' Node under Wine: CryptoAPI's keys. Those of CNG only real Windows keeps. */
describe.skipIf(wineMissing)(`under Wine${WINE_ONLY}`, () => {
  let pc: WindowsPc;
  let bridge: NativeBridge;
  let stores = 0;

  beforeAll(async () => {
    pc = await makeWindowsPc();
    bridge = await bridgeTo(pc);
  });

  afterAll(async () => {
    await bridge?.close();
    await pc?.dispose();
  });

  describeStore('native', async () => {
    stores += 1;
    const pendingDir = join(pc.folder, `pending-${stores}`);
    return {
      open: () => bridge.store(pendingDir),
      // Wine has no EC keys: the container that the certificate names does not exist.
      addForeign: ({ pem }) => bridge.tools.addCertificate(pem, 'another program', 'foreign'),
      addGarbage: () => bridge.tools.addGarbage(Buffer.from('garbage')),
      dispose: () => bridge.tools.clear(),
    };
  });
});
