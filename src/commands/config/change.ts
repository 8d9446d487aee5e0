import type { ChangedSetting } from '../../core/ports/config.ts';
import type { Deps } from '../deps.ts';
import { placeInWords } from './words.ts';

/** What `config set` and `config unset` did, as JSON. */
export function changeJson(name: string, { file, value, isChanged, holds }: ChangedSetting): object {
  return {
    ok: true,
    name,
    ...(value !== undefined && { value }),
    file,
    changed: isChanged,
    ...(holds && { holds }),
  };
}

/** Warns where what was set does not hold, for something else counts before it. */
export function warnOfOthers(deps: Deps, name: string, { holds, file, lockedBy }: ChangedSetting): void {
  const { ui } = deps;
  if (holds === undefined) return;
  const isOwn = holds.from === 'user' && (holds.profile === undefined || name.startsWith('profiles.'));
  if (isOwn) return;
  const place = placeInWords(deps, holds);
  if (lockedBy) ui.warn(ui.text('config.set-locked', { name: lockedBy, file }));
  else if (holds.from === 'default') ui.warn(ui.text('config.set-unused', { name }));
  else ui.warn(ui.text('config.set-overridden', { name, place }));
}
