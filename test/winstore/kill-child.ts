import { createCertutilStore } from '../../src/winstore/certutil/store.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';
import { createNssStore } from '../../src/winstore/nss/store.ts';
import { createPowerShellStore } from '../../src/winstore/powershell/store.ts';
import { countFileSteps, killingSteps } from '../support/killing-steps.ts';

/**
 * Does one operation of a store (by default the file store) and kills itself before the step of the given number, a
 * step being a call that changes the disk. Prints the number of steps when it got through.
 */
const { kind, options, killBefore, operation, args } = JSON.parse(process.argv[2] ?? '{}');

const steps = killingSteps(killBefore);
countFileSteps(steps);
const make = { certutil: createCertutilStore, nss: createNssStore, powershell: createPowerShellStore }[
  kind as string
];
const made = (make ?? createFileStore)(options);
const store = made as unknown as Record<string, (...args: unknown[]) => unknown>;
await store[operation]?.(...args);
process.stdout.write(String(steps.count));
