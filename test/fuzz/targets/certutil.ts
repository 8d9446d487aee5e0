import { certificatesWithKey, hashesIn, hresultOf } from '../../../src/winstore/certutil/output.ts';
import { WindowsError, windowsFailure } from '../../../src/winstore/windows/errors.ts';
import { showAll } from '../show.ts';
import { type FuzzTarget, MIB } from '../target.ts';

/** What Windows' certutil prints, in whatever code page. */
export const certutil: FuzzTarget = {
  name: 'certutil',
  longest: 64 * MIB,
  run(bytes) {
    const output = bytes.toString('latin1');
    const hashes = hashesIn(output);
    for (const hash of hashes) if (!/^[0-9a-f]{40}$/.test(hash)) throw new Error('no hash');
    for (const hash of certificatesWithKey(output, hashes)) {
      if (!hashes.has(hash)) throw new Error('a key of no certificate');
    }
    const hresult = hresultOf(1, output);
    if (hresult !== undefined) showAll(windowsFailure(new WindowsError('certutil', hresult), 'My'));
  },
};
