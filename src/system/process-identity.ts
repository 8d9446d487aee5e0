import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { processStart } from './clock.ts';
import { windowsPowerShell } from './programs.ts';

/**
 * A file name that says whose it is: `<prefix><pid>-<start>-<random>`. The start tells a process from a later one
 * with the same id. On Linux: clock ticks since boot and the boot's id, both exact. Elsewhere: Unix milliseconds.
 */
const OWNED_NAME = /^(\d+)-(\d+(?:\.[0-9a-f]+)?)-[0-9a-f]{12}$/;

/** How far the start that a process knows of itself may lie behind the one that the system knows, ms. */
const SLOWEST_START_MS = 60_000;
const CLOCK_ROUNDING_MS = 2_000;

let ownStart: string | undefined;

/** A new name that holds this process as its owner and will never exist again. */
export function ownedName(prefix: string): string {
  ownStart ??= linuxStart(process.pid) ?? String(Math.round(processStart()));
  return `${prefix}${process.pid}-${ownStart}-${randomBytes(6).toString('hex')}`;
}

/** True for names made by `ownedName` with this prefix. */
export function isOwnedName(prefix: string, name: string): boolean {
  return name.startsWith(prefix) && OWNED_NAME.test(name.slice(prefix.length));
}

/**
 * Whether the process that made this name still runs. In doubt it does: its owner cannot be looked at, for instance,
 * because it belongs to another user.
 */
export async function ownerLives(prefix: string, name: string): Promise<boolean> {
  const match = OWNED_NAME.exec(name.slice(prefix.length));
  const pid = Number(match?.[1]);
  const start = match?.[2];
  if (!start || !processExists(pid)) return false;
  if (process.platform === 'linux') return sameLinuxProcess(pid, start);
  const actualStart = await startTime(pid);
  if (actualStart === undefined) return true;
  // A process that got the id later began after the owner did, so the start that the system knows must not be later.
  const lag = Number(start) - actualStart;
  return lag >= -CLOCK_ROUNDING_MS && lag <= SLOWEST_START_MS;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function sameLinuxProcess(pid: number, start: string): boolean {
  const stat = linuxStat(pid);
  if (!stat) return processExists(pid);
  // A zombie has ended; only its parent has not taken note yet.
  if (stat.state === 'Z' || stat.state === 'X') return false;
  return `${stat.ticks}.${bootId()}` === start;
}

function linuxStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = linuxStat(pid);
  return stat && `${stat.ticks}.${bootId()}`;
}

/** Fields 3 and 22 of /proc/<pid>/stat (proc_pid_stat(5)). The name in field 2 may itself hold blanks and brackets. */
function linuxStat(pid: number): { state: string; ticks: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    return state && ticks ? { state, ticks } : undefined;
  } catch {
    return undefined;
  }
}

/** Ticks count from the boot, so the same number after a restart must not pass for the same process. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').slice(0, 8);
  } catch {
    return '0';
  }
}

/** When the system says that a process began, Unix milliseconds; undefined when it does not say. */
async function startTime(pid: number): Promise<number | undefined> {
  try {
    return process.platform === 'win32' ? await windowsStartTime(pid) : await posixStartTime(pid);
  } catch {
    return undefined;
  }
}

async function posixStartTime(pid: number): Promise<number | undefined> {
  const env = { LC_ALL: 'C', TZ: 'UTC' };
  const { run } = await import('./processes.ts');
  const result = await run('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { env, timeoutMs: 5_000 });
  return parseLstart(result.stdout.toString('latin1'));
}

/** Reads `ps -o lstart=` in the C locale and UTC, e.g. `Sun Nov 22 14:45:53 2026`. */
export function parseLstart(text: string): number | undefined {
  const match = /^\w{3} (\w{3}) +(\d+) (\d\d:\d\d:\d\d) (\d{4})$/.exec(text.trim());
  const time = match ? Date.parse(`${match[2]} ${match[1]} ${match[4]} ${match[3]} UTC`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

async function windowsStartTime(pid: number): Promise<number | undefined> {
  const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  const { run } = await import('./processes.ts');
  const result = await run(
    windowsPowerShell(process.env),
    ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script],
    { env: { ...process.env, PSModulePath: undefined }, timeoutMs: 20_000 },
  );
  return parseFileTime(result.stdout.toString('latin1'));
}

/** Reads a Windows FILETIME: 100 ns units since 1601. */
export function parseFileTime(text: string): number | undefined {
  const digits = /^\d{17,19}$/.exec(text.trim())?.[0];
  return digits ? Number(BigInt(digits) / 10_000n) - 11_644_473_600_000 : undefined;
}
