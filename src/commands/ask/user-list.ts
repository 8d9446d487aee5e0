import { type Fault, faultText } from '../../core/csv-records.ts';
import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { type ListedCertificate, readRevocationList } from '../../rollout/revocation-list.ts';
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
  const profiles = deps.settings.profiles.flatMap(({ profile }) => profile ?? []);
  const text = await textOf(deps, file, (access) => warnOfAccess(deps, file, access));
  return checked(deps, file, readUserList(text, profiles)).users;
}

/** Reads the certificates that `--from` names, which are no secret. @throws CertToolError as `listedUsers` */
export async function listedCertificates(deps: Deps, file: string): Promise<readonly ListedCertificate[]> {
  const text = await textOf(deps, file, () => {});
  return checked(deps, file, readRevocationList(text)).items;
}

type Access = Omit<Awaited<ReturnType<Deps['readPrivateFile']>>, 'text'>;

async function textOf(deps: Deps, file: string, onAccess: (access: Access) => void): Promise<string> {
  if (file === '-') return pipedStdin(deps, '--from -');
  const { text, ...access } = await deps.readPrivateFile(file);
  onAccess(access);
  return text;
}

function checked<L extends { readonly faults: readonly Fault[]; readonly putRight: readonly string[] }>(
  { ui }: Deps,
  file: string,
  list: L,
): L {
  const { faults, putRight } = list;
  if (faults.length > 0) throw invalid(file, faults);
  if (putRight.length > 0) ui.info(ui.text('ask.login-id.put-right', { loginId: putRight.join(', ') }));
  return list;
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
