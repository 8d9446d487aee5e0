import { CertToolError } from '../../core/error.ts';
import { checkPath } from '../../core/given-path.ts';
import type { Text } from '../../core/text.ts';
import type { Deps } from '../deps.ts';
import { checkListUsage } from '../session/many/usage.ts';
import type { RevokeOptions } from './spec.ts';

/** The options for secrets are those of the one who revokes, and go with a list as well. */
const LIST_USAGE = {
  forOne: [['serialNumber', '--serial-number']],
  forLists: [
    ['expect', '--expect'],
    ['results', '--results'],
  ],
} as const;

/** @throws CertToolError `conflicting-options`, `invalid-option`, `unusable-path`, `missing-confirmation` */
export function checkUsage({ ui, settings }: Deps, names: readonly string[], options: RevokeOptions): void {
  checkListUsage(names, options, LIST_USAGE);
  const { from, expect, serialNumber, dryRun = false, results } = options;
  if (results !== undefined) checkPath('--results', results);
  if (from !== undefined) refuseStdinTwice(options);
  if (serialNumber !== undefined && names.length !== 1) {
    throw invalid({
      ja: '--serial-number にはログインIDを 1 つだけ指定してください',
      en: '--serial-number goes with one login ID',
    });
  }
  if (!ui.interactive && from === undefined && names.length === 0) {
    throw invalid({ ja: 'ログインIDが必要です', en: 'a login ID is needed' });
  }
  if (dryRun) return;
  // Who is not asked has to know what goes.
  if (from !== undefined && expect === undefined && (settings.yes || !ui.interactive)) {
    throw invalid({
      ja: '確認の質問なしで --from を実行するには、--yes と、一覧の証明書の件数 --expect <件数> が必要です',
      en: '--from without a question needs --yes, and --expect <count>: how many certificates the list holds',
    });
  }
  if (!ui.interactive && !settings.yes) throw new CertToolError('missing-confirmation');
}

function refuseStdinTwice({ from, credentials, passwordStdin }: RevokeOptions): void {
  if (from !== '-') return;
  const other = passwordStdin ? '--password-stdin' : credentials === '-' ? '--credentials -' : undefined;
  if (other === undefined) return;
  throw new CertToolError('conflicting-options', { params: { detail: `--from -, ${other}` } });
}

function invalid(detail: Text): CertToolError {
  return new CertToolError('invalid-option', { params: { detail } });
}
