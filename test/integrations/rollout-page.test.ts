import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { atAShell, wrongSteps } from '../support/at-a-shell.ts';
import { POSIX_ONLY } from '../support/run.ts';
import { filesOf, sessionsOf } from '../support/session.ts';

const english = readFileSync('docs/rollout.md', 'utf8');
const japanese = readFileSync('docs/rollout.ja.md', 'utf8');

describe.each([
  ['docs/rollout.md', english, 'en_US.UTF-8'],
  ['docs/rollout.ja.md', japanese, 'ja_JP.UTF-8'],
])('%s', (_name, page, lang) => {
  test.skipIf(process.platform === 'win32')(
    `its sessions print what they show${POSIX_ONLY}`,
    { timeout: 600_000 },
    async () => {
      const steps = sessionsOf(page);
      const person = atAShell(lang, filesOf(page));
      expect(steps.length).toBeGreaterThan(10);
      expect(await wrongSteps(steps, person)).toEqual([]);
      expect(existsSync(join(person.cwd, 'report.html'))).toBe(true);
    },
  );
});

test('both pages type the same, and show the same files', () => {
  const typed = (page: string) => sessionsOf(page).map(({ command }) => command);
  expect(typed(japanese)).toEqual(typed(english));
  expect(filesOf(japanese)).toEqual(filesOf(english));
  expect(filesOf(english).length).toBeGreaterThan(1);
});
