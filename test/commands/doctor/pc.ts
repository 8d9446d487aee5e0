import { join } from 'node:path';
import { createJournal, type Entry } from '../../../src/enrollment/journal.ts';
import { syncedFolder } from '../../../src/system/synced-folder.ts';
import { type Company, storeOf, type UserWanted } from '../../support/company.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { doctored } from './examined.ts';

let count = 0;

/** A PC with a certificate of a real bank, whose config names nothing. */
export async function pcOf(company: Company, user: UserWanted = { state: 'issued' }) {
  count += 1;
  const loginId = `taro${count}`;
  const home = tempFolder();
  await company.add({ [loginId]: user });
  const certificate = await company.install(home, loginId);
  const run = (args: readonly string[] = [], options: Partial<RunInProcess> = {}) =>
    doctored(home, [...args, ...company.args], options);
  // Whoever was asked once is known.
  await runInProcess(['list', '--json', ...company.args], { env: { CERT_TOOL_HOME: home } });
  await runInProcess(['issue', loginId, '--dry-run', '--json', ...company.args], {
    env: { CERT_TOOL_HOME: home, CERT_TOOL_PASSWORD: `demo-${loginId}` },
  });
  const store = storeOf(home);
  return {
    home,
    loginId,
    certificate,
    run,
    store,
    folder: join(home, 'store', 'certificates', certificate.thumbprint),
  };
}

/** Writes an entry of the journal: a request of this user that was begun. */
export function entryOf(
  company: Company,
  home: string,
  loginId: string,
  more: Partial<Entry> = {},
): Promise<Entry> {
  const dir = join(home, 'journal');
  return createJournal(syncedFolder(dir), dir).write({
    ...{
      version: 1,
      bankId: company.bank.bankId,
      loginId,
      kind: 'issue',
      store: `file:${join(home, 'store')}`,
    },
    ...{ id: 'one', keySize: 2048, step: 'key', startedAt: '2026-06-01T00:00:00Z', ...more },
  });
}
