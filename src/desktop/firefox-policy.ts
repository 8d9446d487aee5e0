import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CertToolError } from '../core/error.ts';
import {
  firefoxPolicyFile,
  firefoxPolicyIn,
  PREFERENCE,
  withFirefoxPolicy,
  withoutFirefoxPolicy,
} from '../core/firefox-policy.ts';
import { membersIn } from '../core/json-object.ts';
import type { RemovedPolicy } from '../core/ports/desktop.ts';
import { readIfThere, removeSynced } from '../system/files.ts';
import { changing, makeReadableFolders, writeReadable } from './policy-file.ts';
import type { PolicyPlace } from './policy-place.ts';

/** Where Firefox on Linux, snap's too, reads the policies of the whole PC. */
const FILE = 'etc/firefox/policies/policies.json';

/**
 * Has Firefox present a certificate without asking, for all users of this PC; all other policies stay. On Linux.
 * Returns the file.
 * @throws CertToolError `administrator-needed`; `policy-not-set`, where the preference has another value too
 */
export async function installFirefoxPolicy(place: PolicyPlace): Promise<string> {
  const file = fileOf(place);
  return changing(file, async () => {
    const policies = await policiesIn(file);
    const found = firefoxPolicyIn(policies);
    if (found === 'other') throw notSet(reasons.otherValue(file));
    if (found) return file;
    await makeReadableFolders(dirname(file));
    await writeReadable(file, firefoxPolicyFile(withFirefoxPolicy(policies)));
    return file;
  });
}

/** Takes it away again; a file that holds nothing then goes too. @throws CertToolError as `installFirefoxPolicy` */
export async function removeFirefoxPolicy(place: PolicyPlace): Promise<RemovedPolicy> {
  const file = fileOf(place);
  return changing(file, async () => {
    const policies = await policiesIn(file);
    if (firefoxPolicyIn(policies) !== 'ours') return { removed: [], place: file };
    const rest = withoutFirefoxPolicy(policies);
    if (Object.keys(rest).length === 0) await removeSynced(file);
    else await writeReadable(file, firefoxPolicyFile(rest));
    return { removed: [PREFERENCE], place: file };
  });
}

/** The file, where the policy is in it just as cert-tool sets it. */
export async function firefoxPolicyPlace(place: PolicyPlace): Promise<string | undefined> {
  const file = fileOf(place);
  const policies = await policiesIn(file);
  return isDeepStrictEqual(withFirefoxPolicy(policies), policies) ? file : undefined;
}

function fileOf({ platform, root = '/' }: PolicyPlace): string {
  if (platform === 'linux') return join(root, FILE);
  throw notSet(platform);
}

/** The file is shared by all policies: one that cannot be understood must not be written over. */
async function policiesIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const members = membersIn((await readIfThere(file)) ?? '{}');
  if (!members) throw notSet(reasons.notJson(file));
  return members;
}

function notSet(detail: string | { ja: string; en: string }): CertToolError {
  return new CertToolError('policy-not-set', { params: { detail } });
}

const reasons = {
  otherValue: (file: string) => ({
    ja: `${file} の ${PREFERENCE} に別の値が設定されています`,
    en: `${file} sets ${PREFERENCE} to another value`,
  }),
  notJson: (file: string) => ({ ja: `${file} は JSON の形式ではありません`, en: `${file} is not JSON` }),
};
