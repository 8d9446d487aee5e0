import { describe, expect, test } from 'vitest';
import { fill, type Language } from '../../src/core/text.ts';
import { type MessageKey, messages } from '../../src/ui/messages/index.ts';
import type { Company } from '../support/company.ts';
import { ON_LINUX, startBrowser } from '../support/fake-browser.ts';
import { homeWithBank, leftBehind, runCli } from '../support/run.ts';
import { ISSUE, perform, serve } from '../support/struck.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { ENTER, openTerminal } from '../support/terminal.ts';

/** A terminal on which a user without one-time password gets a certificate from what looks like a real bank. */
function terminalAt({ bank }: Company, home: string, language: Language, more: readonly string[] = []) {
  const env = {
    CERT_TOOL_BANK: bank.bankUrl,
    NODE_EXTRA_CA_CERTS: bank.caFile,
    CERT_TOOL_PASSWORD: 'demo-shirodt',
    CERT_TOOL_LANG: language,
  };
  return openTerminal(home, ['issue', 'shirodt', '--store', 'file', ...more], { env });
}

describe.skipIf(!ON_LINUX)('a browser is open (real processes on Linux; elsewhere skipped)', () => {
  test.each(['ja', 'en'] as const)(
    'is asked about before the login, and named at the end: %s',
    async (language) => {
      const say = (key: MessageKey, params = {}) => fill(messages[key][language], params, language);
      const [served, home] = [await serve(), tempFolder()];
      await startBrowser(home, 'chrome');
      // What is longer than a line is broken between words.
      const open = say('browsers.open', { browsers: 'Chrome', loginId: 'shirodt' }).slice(0, 15);

      const declined = terminalAt(served, home, language);
      await declined.waitFor(open);
      await declined.waitFor(say('browsers.ask').slice(0, 12));
      declined.type(ENTER);
      await declined.waitFor(say('ask.yes-or-no'));
      declined.type(`no${ENTER}`);
      expect(await declined.exitCode).toBe(130);
      expect(leftBehind(home)).toEqual([]);

      await startBrowser(home, 'msedge', ['--no-startup-window']);
      const accepted = terminalAt(served, home, language);
      await accepted.waitFor(say('browsers.ask').slice(0, 12));
      accepted.type(`yes${ENTER}`);
      await accepted.waitFor(say('enrolled.issued'));
      await accepted.waitFor('Edge');
      await accepted.waitFor(say('browsers.edge').slice(0, 20));
      expect(await accepted.exitCode).toBe(0);
      const unbroken = (text: string) => text.replace(/\s/g, '');
      const background = say('browsers.background', { browser: 'Edge' });
      expect(unbroken(accepted.shown())).toContain(unbroken(background));
      expect(accepted.shown()).not.toContain('CT-0005');
    },
  );

  test('is a warning where nobody is asked', async () => {
    const [served, home] = [await serve(), tempFolder()];
    await startBrowser(home, 'chrome');
    const { code, stdout, stderr } = await perform(ISSUE, served, home, 'jirodt');
    expect(code).toBe(0);
    expect(stderr).toContain('Open: Chrome');
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'issued',
      warnings: [{ code: 'CT-0005', name: 'browser-open', message: expect.any(String) }],
    });
    // Nobody logs in, so nothing is ended.
    const again = await perform(ISSUE, served, home, 'jirodt');
    expect(again.stderr).toBe('');
    expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'already-valid', warnings: [] });
  });

  test('--yes takes the answer as given; with the practice bank nobody is asked', async () => {
    const [served, home] = [await serve(), homeWithBank()];
    await startBrowser(home, 'chromium');
    const terminal = terminalAt(served, home, 'en', ['--yes']);
    await terminal.waitFor('Open: Chromium');
    expect(await terminal.exitCode).toBe(0);
    const practice = openTerminal(home, ['issue', '--sandbox', 'ichirodt', '--lang', 'en']);
    await practice.waitFor('Open: Chromium');
    await practice.waitFor('Login password');
    practice.type(ENTER);
    await practice.waitFor('One-time password');
    practice.type(ENTER);
    expect(await practice.exitCode).toBe(0);
  });

  test('only in the background: no warning', async () => {
    const home = homeWithBank();
    await startBrowser(home, 'msedge', ['--no-startup-window']);
    const { stdout, stderr } = await runCli(home, ['issue', '--sandbox', '--json']);
    expect(stderr).not.toContain('Edge');
    expect(JSON.parse(stdout)).toMatchObject({ warnings: [] });
  });
});
