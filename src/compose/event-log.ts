import type { EventLog } from '../core/ports/event-log.ts';

/** The system's log. Once it has failed it is let alone for the rest of the run: that is told once. */
export function eventLogOf(env: NodeJS.ProcessEnv): EventLog {
  let hasFailed = false;
  return {
    async write(events) {
      if (hasFailed) return;
      const { openEventLog } = await import('../system/event-log.ts');
      try {
        await openEventLog({ platform: process.platform, env }).write(events);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    },
  };
}
