import type { Text } from '../core/text.ts';
import type { RunResult } from './processes.ts';

/** Why a program could not be started, by the system's error, as the end of a sentence. */
export function startFailure({ code }: NodeJS.ErrnoException): Text {
  if (code === 'ENOENT') return { ja: 'プログラムが見つかりません。', en: 'the program was not found.' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { ja: '実行する権限がありません。', en: 'it may not be executed.' };
  }
  return { ja: `起動できません(${code ?? '?'})。`, en: `it could not be started (${code ?? '?'}).` };
}

/** Why a program that ran did not end well, likewise; undefined where it did. */
export function endFailure(
  { ended, code, signal }: Pick<RunResult, 'ended' | 'code' | 'signal'>,
  timeoutMs: number,
): Text | undefined {
  if (ended === 'timeout') {
    const seconds = timeoutMs / 1000;
    return {
      ja: `${seconds} 秒以内に終了しませんでした。`,
      en: `it did not end within ${seconds} seconds.`,
    };
  }
  if (code === 0) return undefined;
  const end = code ?? signal ?? '?';
  return { ja: `終了コード ${end} で終了しました。`, en: `it ended with exit code ${end}.` };
}
