import { notSetUp, type SetUpThing } from '../../core/not-set-up.ts';
import type { Deps } from '../deps.ts';

/** What starts this program later must find it. @throws CertToolError `not-set-up` where npx has started it */
export function refuseCached({ self }: Pick<Deps, 'self'>, thing: SetUpThing): void {
  if (self.isCached) throw notSetUp(thing, BY_NPX, { remedy: INSTALL_FIRST });
}

const BY_NPX = {
  ja: 'npx で起動した cert-tool は npm のキャッシュにあり、いつ消えるか分かりません。',
  en: 'npx keeps cert-tool in the cache of npm, from which it vanishes one day.',
};
const INSTALL_FIRST = {
  ja: '「npm install --global cert-tool」でインストールするか、cert-tool.exe を使用して、そこからもう一度実行してください。',
  en: 'Install it by "npm install --global cert-tool", or take cert-tool.exe, and run the command again from there.',
};
