import type { ShownSetting } from '../../core/ports/config.ts';
import type { Deps } from '../deps.ts';

/** Where a setting comes from, as a table or a sentence has it. */
export function placeInWords({ ui }: Deps, { from, place = '', profile, value }: ShownSetting): string {
  if (from === 'default') return value === undefined ? ui.text('config.not-set') : ui.text('config.default');
  const where =
    from === 'option' || from === 'environment' ? place : ui.text(`config.${from}`, { file: place });
  return profile === undefined ? where : ui.text('config.of-profile', { profile, place: where });
}

/** As `cert-tool config set` takes it, but for several values, which stand as in the file. */
export function valueInWords(value: unknown): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
