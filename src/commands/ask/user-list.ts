import { type Fault, faultText } from '../../core/csv-records.ts';
import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { type ListedUser, readUserList } from '../../rollout/user-list.ts';
import type { Deps } from '../deps.ts';
import { warnOfAccess } from './credentials.ts';
import { pipedStdin } from './piped-stdin.ts';

/** More at once nobody reads; the rest is found by the next run. */
const MOST_TOLD = 20;

/**
 * Reads the users of `--from`.
 * @throws CertToolError `invalid-user-list` that tells of all faults; `unreadable-file`, `unreadable-text`
 */
export async function listedUsers(deps: Deps, file: string): Promise<readonly ListedUser[]> {
  const text = file === '-' ? await pipedStdin(deps, '--from -') : await textOf(deps, file);
  const profiles = deps.settings.profiles.flatMap(({ profile }) => profile ?? []);
  const { users, faults, putRight } = readUserList(text, profiles);
  if (faults.length > 0) throw invalid(file, faults);
  const { ui } = deps;
  if (putRight.length > 0) ui.info(ui.text('ask.login-id.put-right', { loginId: putRight.join(', ') }));
  return users;
}

async function textOf(deps: Deps, file: string): Promise<string> {
  const { text, ...access } = await deps.readPrivateFile(file);
  warnOfAccess(deps, file, access);
  return text;
}

function invalid(file: string, faults: readonly Fault[]): CertToolError {
  const told = faults.slice(0, MOST_TOLD).map(faultText);
  const isMore = faults.length > MOST_TOLD;
  const detail: Text = {
    ja: told.map(({ ja }) => ja).join('。') + (isMore ? '。…' : ''),
    en: told.map(({ en }) => en).join('; ') + (isMore ? '; …' : ''),
  };
  return new CertToolError('invalid-user-list', { params: { file, count: faults.length, detail } });
}
