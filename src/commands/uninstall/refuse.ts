import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { banksHere } from '../show/bank-names.ts';
import { completingCommand } from '../show/completing-command.ts';

/**
 * What must not be taken away under anybody's hands: a request that is not completed, of which the key would be lost, and
 * what another cert-tool is at work with.
 * @throws CertToolError `not-to-be-uninstalled`; `damaged-entry` and `newer-data` for a request that cannot be understood
 */
export async function refuseUnlessIdle(deps: Deps): Promise<void> {
  const { entries, unreadable } = await deps.journal.contents();
  if (unreadable[0]) throw unreadable[0];
  if (entries.length > 0) {
    const { set } = await banksHere(deps);
    const loginIds = entries.map(({ loginId }) => loginId).join(', ');
    // One in a sentence; the next ones are told when this one is completed.
    const [first] = entries;
    const command = first ? completingCommand(deps, first, set) : '';
    throw refused(reasons.unfinished(loginIds, command));
  }
  const atWork = await deps.ownData.atWork();
  if (atWork) throw refusedFor(atWork);
}

/** What is in somebody's hands. */
export function refusedFor(who: 'practice-bank' | 'command' | 'browser'): CertToolError {
  return refused(reasons[who]);
}

function refused(detail: Text): CertToolError {
  return new CertToolError('not-to-be-uninstalled', { params: { detail } });
}

const reasons = {
  unfinished: (loginIds: string, command: string) => ({
    ja: `途中の処理があります(ログインID ${loginIds})。先に「${command}」で完了してください。`,
    en: `a request is unfinished (${loginIds}). Complete it first: "${command}".`,
  }),
  'practice-bank': {
    ja: 'デモ環境が動作中です。Ctrl-C で終了してください。',
    en: 'the practice bank is running. Stop it with Ctrl-C.',
  },
  browser: {
    ja: 'ブラウザが使用中です。ブラウザを閉じてください。',
    en: 'a browser uses it. Close the browser.',
  },
  command: {
    ja: '別の cert-tool が実行中です。終わるのを待ってください。',
    en: 'another cert-tool is at work. Wait until it has ended.',
  },
};
