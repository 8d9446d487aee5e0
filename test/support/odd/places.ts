import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateStore } from '../../../src/core/ports/store.ts';
import { nssPrograms } from '../../../src/system/programs.ts';
import { createNssStore } from '../../../src/winstore/nss/store.ts';
import { createPowerShellStore } from '../../../src/winstore/powershell/store.ts';
import { addCertificate, importKeyAndCertificate, makeDatabase } from '../../winstore/nss/tools.ts';
import { storeOf } from '../company.ts';
import { putInFileStore } from '../file-store.ts';
import { anyPowerShell } from '../pwsh.ts';
import { type Issued, openssl } from '../test-ca.ts';

/** A store that certificates of others are put into past cert-tool, by its own means. */
export interface Place {
  readonly name: string;
  readonly runs: boolean;
  open(home: string): CertificateStore & { close?(): Promise<void> };
  /** Nothing where the store's own programs do not take it. */
  put(home: string, name: string, issued: Issued): void | Promise<void>;
}

const programs = nssPrograms();
const databaseOf = (home: string) => join(home, 'nss');
/** .NET's CurrentUser\My on other systems than Windows. */
const MY = '.dotnet/corefx/cryptography/x509stores/my';

export const PLACES: readonly Place[] = [
  {
    name: 'file',
    runs: true,
    open: storeOf,
    put(home, _, { pem, key }) {
      takes(() => putInFileStore(home, pem, key));
    },
  },
  {
    name: "nss (needs NSS's certutil and pk12util)",
    runs: programs !== undefined,
    open: (home) =>
      createNssStore({
        database: databaseOf(home),
        pendingDir: join(home, 'pending-nss'),
        programs,
        env: process.env,
      }),
    put(home, name, issued) {
      makeDatabase(databaseOf(home));
      // Of what cannot be put there with its key the certificate alone may be there all the same.
      if (takes(() => importKeyAndCertificate(databaseOf(home), issued, name))) return;
      takes(() => addCertificate(databaseOf(home), issued.pem, name));
    },
  },
  {
    name: "powershell (PowerShell 7 over .NET's store of files; needs pwsh)",
    runs: process.platform !== 'win32' && anyPowerShell !== undefined,
    open: (home) =>
      createPowerShellStore({
        program: anyPowerShell ?? '',
        pendingDir: join(home, 'pending-powershell'),
        env: { ...process.env, HOME: home },
      }),
    put(home, _, { pem, key }) {
      const folder = join(home, MY);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const both = join(home, 'both.pem');
      writeFileSync(both, pem + key);
      takes(() => {
        // By this name .NET finds the file again.
        const name = new X509Certificate(pem).fingerprint.replaceAll(':', '');
        const out = join(folder, `${name}.pfx`);
        openssl(['pkcs12', '-export', '-passout', 'pass:', '-in', both, '-out', out]);
      });
    },
  },
];

/** Whether a program takes what is odd: that is up to it. */
function takes(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** Runs a program that makes certificates. @returns what it prints */
export function made(
  program: string,
  args: readonly string[],
  options: { input?: string; cwd: string },
): string {
  return execFileSync(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options }).toString();
}
