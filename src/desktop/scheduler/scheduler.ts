import { notSetUp } from '../../core/not-set-up.ts';
import type { Scheduler } from '../../core/ports/scheduler.ts';
import { launchd } from './launchd.ts';
import type { SchedulerPlace } from './place.ts';
import { systemd } from './systemd.ts';
import { taskScheduler } from './task-scheduler.ts';

/** The scheduler of this system. */
export function schedulerOf(place: SchedulerPlace): Scheduler {
  if (place.platform === 'win32') return taskScheduler(place);
  if (place.platform === 'darwin') return launchd(place);
  if (place.platform === 'linux') return systemd(place);
  const none = () =>
    Promise.reject(
      notSetUp('reminder', {
        ja: `このシステム(${place.platform})のスケジューラには対応していません。`,
        en: `the scheduler of this system (${place.platform}) is not known.`,
      }),
    );
  return { units: none, install: none, find: async () => undefined, remove: async () => [] };
}
