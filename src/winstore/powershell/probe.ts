import { CertToolError } from '../../core/error.ts';
import type { StoreAccount, StoreProbe } from '../../core/ports/store.ts';
import type { PendingKeys } from '../pending/pending-keys.ts';
import { fromWire, type PowerShell } from './session.ts';

/** What `probe.ps1` tells of a Windows. */
interface WindowsFacts {
  readonly account: string;
  readonly sid: string;
  /** Who is signed in at the desktop, when it is another account; empty otherwise. */
  readonly desktop: string;
  /** The .NET Framework's release number; 0 where PowerShell brings its own .NET. */
  readonly netRelease: number;
  /** The policy ForceKeyProtection: 0 none, 1 a dialog for each key, 2 a password for each use. */
  readonly keyProtection: number;
}

/** .NET Framework 4.7.2. */
const OLDEST_NET = 461808;

/** SYSTEM, LOCAL SERVICE and NETWORK SERVICE (Windows' well-known SIDs). */
const SERVICES: readonly string[] = ['S-1-5-18', 'S-1-5-19', 'S-1-5-20'];

/** @throws CertToolError `net-framework-too-old`, `strong-key-protection`, and what all operations throw */
export async function probeIn(powerShell: PowerShell, keys: PendingKeys): Promise<StoreProbe> {
  const { place, windows } = (await powerShell.ask('probe')) as { place?: unknown; windows?: WindowsFacts };
  if (windows) checkWindows(windows);
  await keys.probe();
  const account = windows ? { account: accountOf(windows) } : {};
  return { kind: 'powershell', identity: `powershell:${fromWire(place)}`, canSign: true, ...account };
}

function checkWindows({ netRelease, keyProtection }: WindowsFacts): void {
  if (netRelease !== 0 && netRelease < OLDEST_NET) throw new CertToolError('net-framework-too-old');
  if (keyProtection !== 0) throw new CertToolError('strong-key-protection');
}

function accountOf({ account, sid, desktop }: WindowsFacts): StoreAccount {
  const name = fromWire(account);
  const other = fromWire(desktop);
  return { name, isService: SERVICES.includes(sid), ...(other === '' ? {} : { desktop: other }) };
}
