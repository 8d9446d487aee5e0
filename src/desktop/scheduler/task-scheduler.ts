import { randomBytes } from 'node:crypto';
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import { notSetUp } from '../../core/not-set-up.ts';
import type { DailyTask, ScheduledTask, Scheduler } from '../../core/ports/scheduler.ts';
import { removeAny, writeNewFileSynced } from '../../system/files.ts';
import { makeOwnerOnlyFolder } from '../../system/owner-only.ts';
import {
  powerShellEnvironment,
  windowsPowerShell,
  windowsSchtasks,
  windowsWhoami,
} from '../../system/programs.ts';
import { sidIn } from '../windows-profile.ts';
import { runTool, runToolWell, type SchedulerPlace } from './place.ts';
import { taskXml } from './task-xml.ts';
import { canBeHeadless, windowsCommand } from './windows-command.ts';

/**
 * Windows' Task Scheduler, by its own schtasks.exe; no administrator is needed for a task of one's own. Untested on Windows
 * itself until the project's Windows job has run.
 */
export function taskScheduler(place: SchedulerPlace): Scheduler {
  const { env, name } = place;
  const schtasks = windowsSchtasks(env);
  /** Names of tasks are the PC's: each user has one of their own. */
  const own = async () => {
    const user = await accountOf(place);
    // Names of tasks are those of files.
    return { user, task: `${name}-${user.replace(/[^\p{L}\p{N}_.-]/gu, '-')}` };
  };
  const unit = async ({ line, language }: DailyTask) => {
    const { user, task } = await own();
    return { place: task, text: taskXml({ user }, windowsCommand(line, env), language) };
  };
  const isThere = async (task: string) =>
    (await runTool(place, schtasks, ['/query', '/tn', task])).code === 0;
  return {
    oddity: canBeHeadless() ? undefined : 'window-shows',
    units: async (task) => [await unit(task)],
    async install(given) {
      const { place: task, text } = await unit(given);
      await withFile(place.ownFolder, text, (file) =>
        runToolWell(place, schtasks, ['/create', '/tn', task, '/xml', file, '/f']),
      );
      return [task];
    },
    async find() {
      const { task } = await own();
      if (await isThere(task)) return { places: [task], ...(await seenBy(place, task)) };
      // Under the name without a user, as an administrator deploys it.
      if (!(await isThere(name))) return undefined;
      return { places: [name], isDeployed: true, ...(await seenBy(place, name)) };
    },
    async remove() {
      const { task } = await own();
      if (!(await isThere(task))) return [];
      await runToolWell(place, schtasks, ['/delete', '/tn', task, '/f']);
      return [task];
    },
  };
}

/** The user's SID, which is the same in every language of Windows; where whoami.exe may not tell it, domain and name. */
async function accountOf(place: SchedulerPlace): Promise<string> {
  const asked = runTool(place, windowsWhoami(place.env), ['/user', '/fo', 'csv', '/nh']);
  const result = await asked.catch(unlessNotSetUp);
  const sid = sidIn(result?.stdout.toString('latin1') ?? '');
  if (sid !== undefined) return sid;
  const { USERDOMAIN: domain, USERNAME: name } = place.env;
  if (name) return domain ? `${domain}\\${name}` : name;
  throw notSetUp('reminder', {
    ja: 'Windows がこのユーザのアカウントを示しません。',
    en: 'Windows does not tell the account of this user.',
  });
}

/** A program that cannot be started tells nothing. */
function unlessNotSetUp(error: unknown): undefined {
  if (error instanceof CertToolError && error.errorName === 'not-set-up') return undefined;
  throw error;
}

/** schtasks.exe reads UTF-16 with a mark, whatever the language of Windows is. */
async function withFile<T>(folder: string, text: string, work: (file: string) => Promise<T>): Promise<T> {
  const file = join(folder, `task-${randomBytes(8).toString('hex')}.xml`);
  try {
    await makeOwnerOnlyFolder(folder);
    await writeNewFileSynced(file, Buffer.from(`\ufeff${text}`, 'utf16le'));
    return await work(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof CertToolError || typeof code !== 'string') throw error;
    throw notSetUp('reminder', { ja: `${file}: ${code}`, en: `${file}: ${code}` }, { cause: error });
  } finally {
    await removeAny(file).catch(() => undefined);
    // Where nothing else is kept in it yet.
    await rmdir(folder).catch(() => undefined);
  }
}

/**
 * schtasks.exe says when the next run is in the language of Windows alone; this in none. Where PowerShell may not, nothing is
 * told.
 */
export const NEXT_RUN_SCRIPT = `$ErrorActionPreference = 'Stop'
foreach ($line in $input) {
  $service = New-Object -ComObject Schedule.Service
  $service.Connect()
  $task = $service.GetFolder('\\').GetTask($line)
  $next = $task.NextRunTime.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
  "enabled=$($task.Enabled) next=$next"
}`;

async function seenBy(
  place: SchedulerPlace,
  task: string,
): Promise<Pick<ScheduledTask, 'isActive' | 'nextRun'>> {
  const env = powerShellEnvironment(place.env);
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', NEXT_RUN_SCRIPT];
  const asked = runTool({ ...place, env }, windowsPowerShell(env), args, `${task}\n`);
  const result = await asked.catch(unlessNotSetUp);
  return result?.code === 0 ? stateIn(result.stdout.toString('latin1')) : { isActive: undefined };
}

/** @param said what the script prints; a task that never runs has a time of long ago */
export function stateIn(said: string): Pick<ScheduledTask, 'isActive' | 'nextRun'> {
  const [, enabled, next = ''] = /enabled=(\w+) next=(\S+)/.exec(said) ?? [];
  if (enabled === undefined) return { isActive: undefined };
  const nextRun = new Date(next);
  const isKnown = nextRun.getUTCFullYear() > 2000;
  return { isActive: enabled === 'True', ...(isKnown ? { nextRun } : {}) };
}
