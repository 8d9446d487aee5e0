import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { CertToolError } from '../../../src/core/error.ts';
import type { Desktop } from '../../../src/core/ports/desktop.ts';
import { installFirefoxPolicy, removeFirefoxPolicy } from '../../../src/desktop/firefox-policy.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let root: string;
beforeEach(() => {
  root = tempFolder();
});

/** Without any bank. */
function firefoxPolicy(args: readonly string[], alter: Partial<Desktop> = {}) {
  const place = { platform: 'linux', env: {}, root } as const;
  return runInProcess(['browser-policy', '--browser', 'firefox', '--lang', 'en', ...args], {
    env: { CERT_TOOL_HOME: tempFolder() },
    alter: ({ desktop }) => ({
      desktop: {
        ...desktop,
        installFirefoxPolicy: () => installFirefoxPolicy(place),
        removeFirefoxPolicy: () => removeFirefoxPolicy(place),
        ...alter,
      },
    }),
  });
}

test('is printed as a policies.json, and what it does is said', async () => {
  const { exitCode, stdout, stderr } = await firefoxPolicy([]);
  expect(exitCode).toBe(0);
  const preference = { Value: 'Select Automatically', Status: 'locked' };
  expect(JSON.parse(stdout)).toEqual({
    policies: { Preferences: { 'security.default_personal_cert': preference } },
  });
  expect(stderr).toContain('installed first');
});

test('is set and taken away', async () => {
  const set = JSON.parse((await firefoxPolicy(['--install', '--json'])).stdout);
  expect(set).toMatchObject({ ok: true, browser: 'firefox', format: 'json', installed: true });
  expect(readFileSync(set.place, 'utf8').trimEnd()).toBe(set.policy);
  const { place } = set;
  const removed = JSON.parse((await firefoxPolicy(['--remove', '--json'])).stdout);
  expect(removed).toMatchObject({ ok: true, removed: ['security.default_personal_cert'], place });
  const again = await firefoxPolicy(['--remove']);
  expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('not told') });
});

test('is printed for the administrator where the right is missing', async () => {
  const alter = { installFirefoxPolicy: () => Promise.reject(new CertToolError('administrator-needed')) };
  const { exitCode, stdout } = await firefoxPolicy(['--install'], alter);
  expect(exitCode).toBe(5);
  expect(stdout).toContain('security.default_personal_cert');
});

test('has no form for the registry', async () => {
  expect(await firefoxPolicy(['--format', 'reg'])).toMatchObject({ exitCode: 2 });
});
