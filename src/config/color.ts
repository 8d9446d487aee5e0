import type { SharedOptions } from '../core/shared-options.ts';

/**
 * NO_COLOR (no-color.org) and `--no-color` switch off, FORCE_COLOR on (empty too, as in Node); undefined leaves it to the
 * terminal, as does a FORCE_COLOR that says neither.
 */
export function colorOf(options: SharedOptions, env: NodeJS.ProcessEnv): boolean | undefined {
  if (options.color === false || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced === undefined || !/^(\d{0,9}|true|false)$/.test(forced)) return undefined;
  return forced !== 'false' && !/^0+$/.test(forced);
}
