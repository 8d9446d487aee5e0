import { readFileSync } from 'node:fs';
import type { ForeignFunction, Koffi } from '../../src/winstore/native/koffi.ts';
import { loadKoffi } from '../../src/winstore/native/koffi.ts';
import { createNativeStore } from '../../src/winstore/native/store.ts';
import { countFileSteps, type KillingSteps, killingSteps } from '../support/killing-steps.ts';

/**
 * Runs in Windows' Node: does one operation of the native store and kills itself before the step of the given number,
 * a step being a call that changes the disk, a key container or a certificate store. Prints the number of steps when
 * it got through.
 */
const { pendingDir, killBefore, operation, args } = JSON.parse(readFileSync(0, 'utf8'));

const CHANGING =
  /\b(CryptGenKey|CertAddCertificateContextToStore|CertDeleteCertificateFromStore|CertControlStore)\(/;
const NEW_OR_DELETED_KEYSET = 0x18;

/** koffi, with the calls that change something as steps. */
function counting(koffi: Koffi, { step }: KillingSteps): Koffi {
  const func = (library: string, prototype: string): ForeignFunction => {
    const original = koffi.load(library).func(prototype);
    const acquires = prototype.includes('CryptAcquireContextW(');
    return (...given) => {
      if (CHANGING.test(prototype) || (acquires && Number(given[4]) & NEW_OR_DELETED_KEYSET)) step();
      return original(...given);
    };
  };
  const { struct, as, decode, address, view } = koffi;
  const load = (library: string) => ({ func: (prototype: string) => func(library, prototype) });
  return { load, struct, as, decode, address, view };
}

const steps = killingSteps(killBefore);
countFileSteps(steps);
const load = async () => counting(await loadKoffi(), steps);
const store = createNativeStore({ pendingDir, load }) as unknown as Record<
  string,
  (...args: unknown[]) => unknown
>;
await store[operation]?.(...args);
process.stdout.write(String(steps.count));
