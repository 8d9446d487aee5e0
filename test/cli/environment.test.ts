import { readdirSync, readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { environmentPage } from '../../src/cli/environment.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** The words of a page at the beginnings of its lines. */
const named = (page: string) =>
  [...page.matchAll(/^ {2}(\w+(?:\(x86\))?)(?: |$)/gm)].map(([, name = '']) => name);

function namesInSources(): string[] {
  const texts = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`src/${name}`, 'utf8'));
  return texts.flatMap((text) => [
    ...(text.match(/CERT_TOOL_[A-Z_]+/g) ?? []),
    ...[...text.matchAll(/\benv\[?\.?'([^']+)'\]/g)].map(([, name = '']) => name),
  ]);
}

test.each(['ja', 'en'] as const)(
  '%s: every variable that the sources read is in the topic, once',
  (language) => {
    const names = named(environmentPage(language, Number.POSITIVE_INFINITY));
    expect([...new Set(namesInSources())].filter((name) => !names.includes(name))).toEqual([]);
    expect(names).toEqual([...new Set(names)]);
    expect(names.length).toBeGreaterThan(30);
  },
);

test('no variable of cert-tool is in the topic that the sources do not name', () => {
  const own = named(environmentPage('en', 200)).filter((name) => name.startsWith('CERT_TOOL_'));
  expect(own.filter((name) => !namesInSources().includes(name) || own.length < 14)).toEqual([]);
});

test.each([60, 80])('it fits %d columns', (columns) => {
  for (const language of ['ja', 'en'] as const) {
    for (const line of environmentPage(language, columns).split('\n')) {
      expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
    }
  }
});

test('it is shown by help environment, with --json in the document', async () => {
  const env = { CERT_TOOL_HOME: tempFolder(), CERT_TOOL_LANG: 'ja' };
  const shown = await runInProcess(['help', 'environment'], { env });
  expect(shown).toEqual({
    ...{ exitCode: 0, stderr: '' },
    stdout: environmentPage('ja', Number.POSITIVE_INFINITY),
  });
  const { exitCode, stdout } = await runInProcess(['help', 'environment', '--json', '--lang', 'en'], { env });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    schema: 'cert-tool/help/1',
    ok: true,
    help: environmentPage('en', Number.POSITIVE_INFINITY),
  });
});

test('a misspelt topic is told of, and a group has none', async () => {
  const env = { CERT_TOOL_HOME: tempFolder() };
  const wrong = await runInProcess(['help', 'enviroment'], { env });
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toContain('did you mean environment?');
  expect((await runInProcess(['help', 'sandbox', 'environment'], { env })).exitCode).toBe(2);
});
