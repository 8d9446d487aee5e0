import { bankTimeOf } from './connection.ts';
import type { Run } from './ports.ts';

/** The bank's time now; this PC's as long as it was not asked. */
export function bankTime({ ports, connection }: Pick<Run, 'ports' | 'connection'>): Date {
  return connection ? bankTimeOf(connection, ports.now()) : ports.now();
}
