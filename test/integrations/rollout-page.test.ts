import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { POSIX_ONLY, programLine } from '../support/run.ts';
import { filesOf, isAsPrinted, runSession, sessionsOf } from '../support/session.ts';
import { tempFolder } from '../support/temp-folder.ts';

const english = readFileSync('docs/rollout.md', 'utf8');
const japanese = readFileSync('docs/rollout.ja.md', 'utf8');

/** A person's folders, with cert-tool on the PATH. */
function makePerson(lang: string, files: ReturnType<typeof filesOf>) {
  const home = tempFolder();
  const [bin, cwd] = [join(home, 'bin'), join(home, 'rollout')];
  for (const folder of [bin, cwd]) mkdirSync(folder);
  writeFileSync(join(bin, 'cert-tool'), `#!/bin/sh\nexec ${programLine()} "$@"\n`, {
    mode: 0o755,
  });
  for (const { name, text } of files) writeFileSync(join(cwd, name), text);
  const env = cleanEnvironment(home, { LANG: lang, PATH: `${bin}:${process.env['PATH']}` });
  delete env['CERT_TOOL_HOME'];
  return { cwd, env };
}

describe.each([
  ['docs/rollout.md', english, 'en_US.UTF-8'],
  ['docs/rollout.ja.md', japanese, 'ja_JP.UTF-8'],
])('%s', (_name, page, lang) => {
  test.skipIf(process.platform === 'win32')(
    `its sessions print what they show${POSIX_ONLY}`,
    { timeout: 600_000 },
    async () => {
      const steps = sessionsOf(page);
      const { cwd, env } = makePerson(lang, filesOf(page));
      const printed = await runSession(steps, { cwd, env });
      expect(steps.length).toBeGreaterThan(10);
      const wrong = steps.flatMap((step, index) => {
        const seen = printed[index] ?? 'nothing, for an earlier command ended the shell';
        return isAsPrinted(step.printed, seen) ? [] : [{ ...step, seen }];
      });
      expect(wrong).toEqual([]);
      expect(existsSync(join(cwd, 'report.html'))).toBe(true);
    },
  );
});

test('both pages type the same, and show the same files', () => {
  const typed = (page: string) => sessionsOf(page).map(({ command }) => command);
  expect(typed(japanese)).toEqual(typed(english));
  expect(filesOf(japanese)).toEqual(filesOf(english));
  expect(filesOf(english).length).toBeGreaterThan(1);
});
