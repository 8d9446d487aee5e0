import type { Run } from './ports.ts';

/** The bank's time now: its last answer's, and what has passed since. */
export function bankTime({ ports, connection }: Pick<Run, 'ports' | 'connection'>): Date {
  const now = ports.now();
  if (!connection) return now;
  const { status, statusAt } = connection;
  return new Date(status.time.getTime() + now.getTime() - statusAt.getTime());
}
