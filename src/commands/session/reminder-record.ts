import { type Members, membersIn, membersOf } from '../../core/json-object.ts';
import type { InstalledRecord, LastRun, ReminderFacts } from '../../core/reminder-state.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import { isMissing } from '../ask/result-file.ts';
import type { Deps } from '../deps.ts';

/** What `install` keeps of the task, and a run of the scheduler of itself. No secrets. */

const INSTALLED = 'installed.json';
const LAST_RUN = 'last-run.json';
const VERSION = 1;

export function keepInstalled(deps: Deps, { installedAt, files }: InstalledRecord): Promise<void> {
  return write(deps, INSTALLED, { installedAt: rfc3339(installedAt), files });
}

export function keepLastRun(deps: Deps, { time, ...others }: LastRun): Promise<void> {
  return write(deps, LAST_RUN, { time: rfc3339(time), ...others });
}

/** What scheduler and records say of it now. */
export async function reminderFacts(deps: Deps): Promise<ReminderFacts> {
  const scheduler = await deps.scheduler();
  const [task, installed, last] = [await scheduler.find(), await installedRecord(deps), await lastRun(deps)];
  const missing = (installed?.files ?? []).filter((file) => isMissing(deps.outputFile(file)));
  return { task, installed, missing, last, now: deps.pcTime() };
}

/** Undefined where there is none, or none that can be understood: then nothing is known. */
async function installedRecord(deps: Deps): Promise<InstalledRecord | undefined> {
  const value = await read(deps, INSTALLED);
  const installedAt = momentIn(value, 'installedAt');
  const files = value['files'];
  if (!installedAt || !Array.isArray(files)) return undefined;
  return { installedAt, files: files.filter((each) => typeof each === 'string') };
}

/** Likewise. */
async function lastRun(deps: Deps): Promise<LastRun | undefined> {
  const value = await read(deps, LAST_RUN);
  const time = momentIn(value, 'time');
  const outcome = (['well', 'due', 'failed'] as const).find((each) => each === value['outcome']);
  if (!time || !outcome) return undefined;
  const { code, name } = membersOf(value['error']) ?? {};
  return {
    ...{ time, outcome },
    ...(typeof value['version'] === 'string' ? { version: value['version'] } : {}),
    ...(typeof code === 'string' && typeof name === 'string' ? { error: { code, name } } : {}),
  };
}

function write({ reminderFolder }: Deps, name: string, value: object): Promise<void> {
  return reminderFolder.write(name, `${JSON.stringify({ version: VERSION, ...value })}\n`);
}

async function read({ reminderFolder }: Deps, name: string): Promise<Members> {
  return membersIn(await reminderFolder.read(name)) ?? {};
}

function momentIn(value: Members, name: string): Date | undefined {
  const text = value[name];
  const moment = new Date(typeof text === 'string' ? text : Number.NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
