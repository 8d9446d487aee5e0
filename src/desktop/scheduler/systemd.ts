import { existsSync, lstatSync } from 'node:fs';
import { posix } from 'node:path';
import { notSetUp } from '../../core/not-set-up.ts';
import type { DailyTask, ScheduledTask, Scheduler, SchedulerUnit } from '../../core/ports/scheduler.ts';
import type { Text } from '../../core/text.ts';
import { programOfSystem } from '../../system/programs.ts';
import { runTool, runToolWell, type SchedulerPlace } from './place.ts';
import { serviceText, timerText } from './systemd-units.ts';
import { asNotSetUp, removeUnits, writeUnits } from './unit-files.ts';

/** systemd's timers of the user, without root (systemd.unit(5), UNIT FILE LOAD PATH). */
export function systemd(place: SchedulerPlace): Scheduler {
  const unit = unitOf(place);
  const units = (task: DailyTask): SchedulerUnit[] => [
    { place: unit.service, text: serviceText(task) },
    { place: unit.timer, text: timerText(task) },
  ];
  return {
    units: async (task) => units(task),
    async install(task) {
      const why = await whyUnreachable(place);
      if (why) throw notSetUp('reminder', why, { remedy: WITHOUT_SYSTEMD });
      await writeUnits(
        units(task),
        () => start(place, unit),
        () => undo(place, unit),
      );
      return [unit.service, unit.timer];
    },
    async find() {
      const places = [unit.service, unit.timer].filter(isThere);
      if (places.length > 0) return { places, ...(await seenBy(place, unit.name)) };
      const deployed = unit.deployed.filter(isThere);
      if (deployed.length === 0) return undefined;
      return { places: deployed, isDeployed: true, ...(await seenBy(place, unit.name)) };
    },
    async remove() {
      const files = [unit.service, unit.timer, ...unit.others];
      const places = files.filter(isThere);
      if (places.length === 0) return [];
      const isReachable = !(await whyUnreachable(place));
      if (isReachable) await runTool(place, systemctl(), userArgs('disable', '--now', unit.name));
      await removeUnits(files);
      if (isReachable) await control(place, 'daemon-reload');
      return places;
    },
  };
}

interface Unit {
  /** Of the timer. */
  readonly name: string;
  /** Their files. */
  readonly service: string;
  readonly timer: string;
  /** Made by systemd: the link by which it starts, and when it last did. */
  readonly others: readonly string[];
  /** Where administrators put the timer for all users. */
  readonly deployed: readonly string[];
}

const DEPLOYED = ['/etc/systemd/user', '/usr/local/lib/systemd/user', '/usr/lib/systemd/user'];

function unitOf(place: SchedulerPlace): Unit {
  const name = `${place.name}.timer`;
  const folder = posix.join(xdgFolder(place, 'XDG_CONFIG_HOME', '.config'), 'systemd', 'user');
  const stamps = posix.join(xdgFolder(place, 'XDG_DATA_HOME', '.local/share'), 'systemd', 'timers');
  return {
    name,
    service: posix.join(folder, `${place.name}.service`),
    timer: posix.join(folder, name),
    others: [posix.join(folder, 'timers.target.wants', name), posix.join(stamps, `stamp-${name}`)],
    deployed: DEPLOYED.map((each) => posix.join(each, name)),
  };
}

async function start(place: SchedulerPlace, { name }: Unit): Promise<void> {
  await control(place, 'daemon-reload');
  await control(place, 'enable', name);
  await control(place, 'restart', name);
}

/** What was there before goes on; of what was not, nothing is left. */
async function undo(place: SchedulerPlace, unit: Unit): Promise<void> {
  if (existsSync(unit.timer)) return start(place, unit);
  await runTool(place, systemctl(), userArgs('stop', unit.name));
  await removeUnits(unit.others);
  await control(place, 'daemon-reload');
}

function systemctl(): string {
  const program = programOfSystem('systemctl');
  if (program === undefined) throw notSetUp('reminder', NO_SYSTEMD, { remedy: WITHOUT_SYSTEMD });
  return program;
}

function userArgs(...args: readonly string[]): string[] {
  return ['--user', '--no-pager', '--quiet', ...args];
}

async function control(place: SchedulerPlace, ...args: readonly string[]): Promise<void> {
  await runToolWell(place, systemctl(), userArgs(...args));
}

/** Why the user's systemd cannot be asked; undefined where it answers. */
async function whyUnreachable(place: SchedulerPlace): Promise<Text | undefined> {
  if (programOfSystem('systemctl') === undefined) return NO_SYSTEMD;
  const { code, stderr } = await runTool(place, systemctl(), userArgs('show', '--property=Version'));
  if (code === 0) return undefined;
  const [said = ''] = stderr.toString('utf8').trim().split('\n');
  return {
    ja: `このユーザの systemd に接続できません(${said})。`,
    en: `the systemd of this user cannot be reached (${said}).`,
  };
}

async function seenBy(
  place: SchedulerPlace,
  timer: string,
): Promise<Pick<ScheduledTask, 'isActive' | 'nextRun'>> {
  if (await whyUnreachable(place)) return { isActive: undefined };
  // systemctl writes times for people, in the time zone of its own environment.
  const inUtc = { ...place, env: { ...place.env, TZ: 'UTC', LC_ALL: 'C' } };
  const args = userArgs('show', timer, '--property=ActiveState,NextElapseUSecRealtime');
  const { stdout } = await runTool(inUtc, systemctl(), args);
  return stateIn(stdout.toString('utf8'));
}

/** @param shown what `systemctl show` prints of a timer, in UTC */
export function stateIn(shown: string): Pick<ScheduledTask, 'isActive' | 'nextRun'> {
  const state = /^ActiveState=(\w+)$/m.exec(shown)?.[1];
  const [, day, time] = /^NextElapseUSecRealtime=\w+ ([\d-]+) ([\d:]+) UTC$/m.exec(shown) ?? [];
  return {
    isActive: state === undefined ? undefined : state === 'active',
    ...(day === undefined ? {} : { nextRun: new Date(`${day}T${time}Z`) }),
  };
}

function xdgFolder({ env, home }: SchedulerPlace, variable: string, usual: string): string {
  const value = env[variable];
  return value && posix.isAbsolute(value) ? value : posix.join(home, usual);
}

/** Links that lead nowhere included. @throws CertToolError `not-set-up` where that cannot be seen */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw asNotSetUp(error, path);
  }
}

const NO_SYSTEMD: Text = {
  ja: 'この PC に systemd がありません。',
  en: 'there is no systemd on this PC.',
};

const WITHOUT_SYSTEMD: Text = {
  ja: 'デスクトップにログインした端末で、もう一度実行してください(sudo や su は使用しません)。systemd がない PC では、cron などで「cert-tool remind run」を毎日実行してください。',
  en: 'Run the command again in a terminal of this user\'s own desktop session, without sudo or su. On a PC without systemd have cron or the like run "cert-tool remind run" every day.',
};
