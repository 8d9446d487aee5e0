import { notSetUp } from '../../core/not-set-up.ts';
import type { StartMenu } from '../../core/ports/scheduler.ts';
import { linuxMenu } from './linux.ts';
import type { StartMenuPlace } from './place.ts';
import { windowsMenu } from './windows.ts';

/** The start menu of this system, or the like of it. */
export function startMenuOf(place: StartMenuPlace): StartMenu {
  if (place.platform === 'win32') return windowsMenu(place);
  if (place.platform === 'linux') return linuxMenu(place);
  return {
    install: () => Promise.reject(notSetUp('shortcut', NOT_OFFERED)),
    find: async () => undefined,
    remove: async () => undefined,
  };
}

const NOT_OFFERED = {
  ja: 'このシステムでは作成しません。ターミナルで cert-tool を実行してください。',
  en: 'it is not offered on this system; type cert-tool in a terminal.',
};
