import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { posix } from 'node:path';
import { DAILY_JITTER_MINUTES, DAILY_START } from '../../core/daily.ts';
import type { Scheduler } from '../../core/ports/scheduler.ts';
import { systemClock } from '../../system/clock.ts';
import { type DailyMinute, plistText } from './launchd-plist.ts';
import { runTool, runToolWell, type SchedulerPlace } from './place.ts';
import { removeUnits, writeUnits } from './unit-files.ts';

const LAUNCHCTL = '/bin/launchctl';

/** launchd's jobs of the user. Untested on macOS itself. */
export function launchd(place: SchedulerPlace): Scheduler {
  const { name, home } = place;
  const file = posix.join(home, 'Library', 'LaunchAgents', `${name}.plist`);
  const minute = minuteOf(hostname());
  const domain = `gui/${userInfo().uid}`;
  const unload = () => runTool(place, LAUNCHCTL, ['bootout', `${domain}/${name}`]);
  return {
    units: async (task) => [{ place: file, text: plistText(name, task, minute) }],
    async install(task) {
      const load = async () => {
        await unload();
        await runToolWell(place, LAUNCHCTL, ['bootstrap', domain, file]);
      };
      const undone = async () => {
        await unload();
        if (existsSync(file)) await runTool(place, LAUNCHCTL, ['bootstrap', domain, file]);
      };
      await writeUnits([{ place: file, text: plistText(name, task, minute) }], load, undone);
      return [file];
    },
    async find() {
      if (!existsSync(file)) return undefined;
      const { code } = await runTool(place, LAUNCHCTL, ['print', `${domain}/${name}`]);
      const isActive = code === 0;
      return { places: [file], isActive, ...(isActive && { nextRun: nextAt(minute, systemClock()) }) };
    },
    async remove() {
      if (!existsSync(file)) return [];
      await unload();
      await removeUnits([file]);
      return [file];
    },
  };
}

/** A minute of the day for each PC, always the same. */
export function minuteOf(pc: string): DailyMinute {
  const [first = 0, second = 0] = createHash('sha256').update(pc).digest();
  const later = DAILY_START.minute + ((first * 256 + second) % DAILY_JITTER_MINUTES);
  return { hour: DAILY_START.hour + Math.floor(later / 60), minute: later % 60 };
}

/** When it is that minute next, by this PC's clock and its time zone. */
export function nextAt({ hour, minute }: DailyMinute, now: Date): Date {
  const next = new Date(now);
  next.setHours(hour, minute, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}
