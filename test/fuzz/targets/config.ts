import { settingsIn } from '../../../src/config/file.ts';
import { shownSettings } from '../../../src/config/origins.ts';
import type { ConfigFile } from '../../../src/config/schema.ts';
import { resolveSettings } from '../../../src/config/settings.ts';
import { withMember, withoutMember } from '../../../src/core/json-edit.ts';
import { decodeText } from '../../../src/system/decode-text.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

const PLACES = { user: '/home/config.json', machine: '/etc/config.json' };

/** A config file, as a user's and as the machine's; what is changed in it by `config set` is what was wanted. */
export const config: FuzzTarget = {
  name: 'config',
  longest: MIB,
  run(bytes) {
    const text = tolerate(() => decodeText(bytes, PLACES.user));
    const file = text === undefined ? undefined : tolerate(() => settingsIn(text, PLACES.user));
    if (text === undefined || !file) return;
    use(file, {});
    use({}, file);
    const changed = settingsIn(withMember(text, ['timeout'], 7), PLACES.user);
    if (changed.timeout !== 7) throw new Error('what was set is not there');
    const { timeout: _, ...others } = file;
    const less = settingsIn(withoutMember(text, ['timeout']), PLACES.user);
    if (JSON.stringify(less) !== JSON.stringify(others)) throw new Error('more was changed than was wanted');
  },
};

function use(user: ConfigFile, machine: ConfigFile): void {
  const layers = { options: {}, env: {}, user, machine, places: PLACES };
  for (const language of ['ja', 'en'] as const) {
    const settings = tolerate(() => resolveSettings(layers, language));
    if (settings) JSON.stringify(shownSettings(layers, settings, PLACES));
  }
}
