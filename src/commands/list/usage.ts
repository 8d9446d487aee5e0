import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';
import { checkAllProfiles } from '../session/profiles.ts';
import type { ListOptions } from './spec.ts';

/** @throws CertToolError `conflicting-options`, `invalid-option` */
export function checkUsage(deps: Deps, _args: readonly string[], options: ListOptions): void {
  const { ui } = deps;
  checkAllProfiles(deps, options);
  const { users, check, sort, format, eventLog, csv } = options;
  const isChecked = check !== undefined;
  if (format && !isChecked) throw needs('--format', '--check');
  if (eventLog && !isChecked) throw needs('--event-log', '--check');
  if (csv && !users) throw needs('--csv', '--users');
  if (!users && (sort === 'name' || sort === 'role')) throw needs(`--sort ${sort}`, '--users');
  if (ui.json && format) throw conflict('--format', '--json');
  if (ui.json && csv) throw conflict('--csv', '--json');
  if (users && options.all) throw conflict('--users', '--all');
  if (users && isChecked) throw conflict('--users', '--check');
}

function needs(option: string, other: string): CertToolError {
  const detail = { ja: `${option}(${other} が必要です)`, en: `${option} (it needs ${other})` };
  return new CertToolError('invalid-option', { params: { detail } });
}

function conflict(one: string, other: string): CertToolError {
  return new CertToolError('conflicting-options', { params: { detail: `${one}, ${other}` } });
}
