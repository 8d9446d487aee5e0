import { CertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';

/**
 * All of stdin, for what `place` names, such as `--credentials -`.
 * @throws CertToolError `invalid-option` where stdin is a terminal: what is typed there would be shown
 */
export async function pipedStdin(deps: Deps, place: string): Promise<string> {
  const text = await deps.readStdin();
  if (text !== undefined) return text;
  const detail = {
    ja: `${place}: 標準入力が端末です。ファイルかパイプから渡してください(指定しなければ、必要な値を画面に表示せずに質問します)`,
    en: `${place}: stdin is a terminal, which would show what is typed. Give a file or a pipe; without it cert-tool asks, and shows nothing`,
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}
