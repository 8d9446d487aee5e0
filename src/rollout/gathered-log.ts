import type { EventLog, LogEvent } from '../core/ports/event-log.ts';

/** The system's log for many events: each writing of it is a program that has to be started, some hundred milliseconds. */
export interface GatheredLog {
  /** Takes an event over. Waits only where very many are to be written. */
  tell(event: LogEvent): Promise<void>;
  /** Waits until all are written. Throws what the log threw, once: from then on nothing is written any more. */
  flush(): Promise<void>;
}

/** So many are kept and written at once: a program that takes longer than `EventLog` allows would lose them all. */
export const MOST_AT_ONCE = 500;

/** Begins to write at once; what comes meanwhile is written together, as soon as that is done. */
export function gatheredLog(log: EventLog): GatheredLog {
  let waiting: LogEvent[] = [];
  /** All writing that goes on, and what is written now. */
  let writing: Promise<void> | undefined;
  let current: Promise<void> | undefined;
  let failure: { readonly error: unknown; isTold: boolean } | undefined;

  const writeAll = async () => {
    while (waiting.length > 0 && !failure) {
      const events = waiting;
      waiting = [];
      current = log.write(events).catch((error: unknown) => {
        failure = { error, isTold: false };
      });
      await current;
    }
    writing = undefined;
  };
  return {
    async tell(event) {
      while (waiting.length >= MOST_AT_ONCE && !failure) await current;
      if (failure) return;
      waiting.push(event);
      writing ??= writeAll();
    },
    async flush() {
      await writing;
      if (!failure || failure.isTold) return;
      failure.isTold = true;
      throw failure.error;
    },
  };
}
