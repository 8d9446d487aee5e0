import { beforeAll } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import type { Note } from '../../../src/core/ports/notification.ts';
import { putInFileStore } from '../../support/file-store.ts';
import { noReminders, type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl, RSA } from '../../support/test-ca.ts';

export const NOW = new Date('2026-11-28T03:00:00Z');
const ISSUER = '/O=(9999)NTT DATA CORPORATION/OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4/CN=TEST CA';

/** Certificates of a bank, made once a file. */
export function makeBank() {
  const folder = makeTempFolder();
  let [ca, key]: [Issued | undefined, string] = [undefined, ''];
  beforeAll(() => {
    key = openssl(['genpkey', ...RSA]).toString();
    ca = issue(folder, { subject: ISSUER, extensions: CA_EXTENSIONS });
  });
  /** Puts one that ends at the end of a day in UTC onto a PC. */
  return (home: string, loginId: string, until: string, from = '20251201') => {
    const subject = `/O=(9999)NTT DATA CORPORATION/CN=${loginId} A001 20200304153656560435`;
    const dates = { from: `${from}000000Z`, until: `${until}235959Z` };
    const { pem } = issue(folder, {
      subject,
      ...(ca && { issuer: ca }),
      extensions: CLIENT_EXTENSIONS,
      key,
      ...dates,
    });
    return putInFileStore(home, pem, key);
  };
}

/** A PC whose scheduler, desktop and clock are the test's. */
export function makePc() {
  const home = tempFolder();
  const notes: Note[] = [];
  const reminders = noReminders();
  const pc = {
    home,
    notes,
    now: NOW,
    /** Why no notification can be shown. */
    mute: undefined as Awaited<ReturnType<Deps['notify']>>,
    more: {} as Partial<Deps>,
    run: (argv: readonly string[], options: Partial<RunInProcess> = {}) =>
      runInProcess(argv, {
        env: { CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en', CERT_TOOL_STORE: 'file' },
        ...options,
        alter: () => ({
          ...reminders,
          now: () => pc.now,
          pcTime: () => pc.now,
          async notify(note) {
            notes.push(note);
            return pc.mute;
          },
          ...pc.more,
        }),
      }),
    async json(argv: readonly string[], options: Partial<RunInProcess> = {}) {
      const { exitCode, stdout } = await pc.run([...argv, '--json'], options);
      return { exitCode, ...JSON.parse(stdout) };
    },
  };
  return pc;
}
