import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { atAShell, wrongSteps } from '../support/at-a-shell.ts';
import { POSIX_ONLY } from '../support/run.ts';
import { sessionsOf } from '../support/session.ts';

const LANGUAGES = [
  ['', 'en_US.UTF-8'],
  ['.ja', 'ja_JP.UTF-8'],
] as const;
const PAGES = ['support', 'first-day'].flatMap((name) =>
  LANGUAGES.map(([ending, lang]) => [`docs/${name}${ending}.md`, lang] as const),
);

describe.each(PAGES)('%s', (page, lang) => {
  const steps = sessionsOf(readFileSync(page, 'utf8'));

  test.skipIf(process.platform === 'win32')(
    `its sessions print what they show${POSIX_ONLY}`,
    { timeout: 300_000 },
    async () => {
      expect(steps.length).toBeGreaterThan(10);
      expect(await wrongSteps(steps, atAShell(lang))).toEqual([]);
    },
  );
});
