import { CertToolError } from '../../core/error.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import type { MessageKey } from '../../ui/messages/index.ts';
import type { Deps } from '../deps.ts';
import type { RemoveOptions } from './spec.ts';

/** What is to become of certificates: deleted with their keys, hidden with them, or shown again. */
export type Act = 'delete' | 'archive' | 'undo';

/** What the options say; where they do not, the config. */
export function actOf({ settings: { removal } }: Pick<Deps, 'settings'>, options: RemoveOptions): Act {
  if (options.undo) return 'undo';
  if (!removal.isLocked && (options.archive || options.delete)) return options.archive ? 'archive' : 'delete';
  return removal.archives ? 'archive' : 'delete';
}

/** Tells of an option that the PC's config overrides. */
export function tellLocked({ ui, settings: { removal } }: Deps, options: RemoveOptions): void {
  const typed = options.archive ? '--archive' : options.delete ? '--delete' : undefined;
  if (typed === undefined || !removal.isLocked || removal.archives === (typed === '--archive')) return;
  ui.warn(ui.text('config.option-locked', { option: typed, setting: 'remove' }));
}

/** Before anything is asked or done. @throws CertToolError `hiding-not-possible` */
export function checkCan(act: Act, store: CertificateStore): void {
  if (act === 'delete' || store.archive) return;
  throw new CertToolError('hiding-not-possible', { params: { store: store.kind } });
}

/** @throws CertToolError `conflicting-options`, `invalid-option`, `missing-confirmation` */
export function checkUsage({ ui, settings }: Deps, names: readonly string[], options: RemoveOptions): void {
  const described = (['expired', 'superseded', 'revoked'] as const).filter((name) => options[name]);
  const acts = (['forget', 'undo', 'archive', 'delete'] as const).filter((name) => options[name]);
  const [first] = described;
  if (acts.length > 1) throw conflict(acts.map((name) => `--${name}`).join(', '));
  if (first && names.length > 0) throw conflict(`${names[0]}, --${first}`);
  const [only] = acts.filter((name) => name === 'forget' || name === 'undo');
  if (first && only) throw conflict(`--${only}, --${first}`);
  if (ui.interactive) return;
  if (!first && names.length === 0 && !options.forget) {
    const detail = options.undo ? NEEDED.undo : NEEDED.remove;
    throw new CertToolError('invalid-option', { params: { detail } });
  }
  // Showing a certificate again takes nothing away.
  if (!settings.yes && !options.undo) throw new CertToolError('missing-confirmation');
}

function conflict(detail: string): CertToolError {
  return new CertToolError('conflicting-options', { params: { detail } });
}

const NEEDED = {
  remove: {
    ja: '証明書、または --expired、--superseded、--revoked のいずれかが必要です',
    en: 'a certificate, --expired, --superseded or --revoked is needed',
  },
  undo: { ja: '--undo には証明書の指定が必要です', en: '--undo needs a certificate' },
};

interface Words {
  readonly choose: MessageKey;
  readonly going: MessageKey;
  readonly works: MessageKey;
  readonly notRevoked: MessageKey;
  readonly ask: MessageKey;
  readonly failed: MessageKey;
  readonly none: MessageKey;
  readonly kept: MessageKey;
}

const REMOVING: Words = {
  choose: 'remove.choose',
  going: 'remove.going',
  works: 'remove.works',
  notRevoked: 'remove.not-revoked',
  ask: 'remove.ask',
  failed: 'remove.failed',
  none: 'remove.none',
  kept: 'remove.kept',
};

const ARCHIVING: Words = {
  choose: 'archive.choose',
  going: 'archive.going',
  works: 'archive.works',
  notRevoked: 'archive.not-revoked',
  ask: 'archive.ask',
  failed: 'archive.failed',
  none: 'archive.none',
  kept: 'archive.kept',
};

/** What is said of each act, in the order in which it is said. */
export const WORDS: Readonly<Record<Act, Words>> = {
  delete: REMOVING,
  archive: ARCHIVING,
  undo: { ...ARCHIVING, choose: 'undo.choose', failed: 'undo.failed', none: 'undo.none' },
};
