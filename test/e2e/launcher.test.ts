import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CertToolError, messageOf, remedyOf } from '../../src/core/error.ts';
import { runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const VERSION = '18.20.8';
const OLD = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${VERSION}' } });`;

/** The launcher in a Node that says it is an old one. */
function launch(args: readonly string[]) {
  const file = join(tempFolder(), 'old.cjs');
  writeFileSync(file, OLD);
  return runCli(tempFolder(), args, { env: { NODE_OPTIONS: `--require "${file.replaceAll('\\', '/')}"` } });
}

const error = new CertToolError('node-too-old', { params: { wanted: '20.19', found: VERSION } });
const [ja, en] = [messageOf(error, 'ja'), messageOf(error, 'en')];

test.each([[[]], [['--version']], [['explain', '--', '--json']]])(
  'a Node that is too old: %j says so in both languages',
  async (args) => {
    const { code, stdout, stderr } = await launch(args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `${ja}\n${en}\n` });
  },
);

test.each([[['--json']], [['list', '--json']], [['--version', '--json']]])(
  'a Node that is too old: %j is the error document',
  async (args) => {
    const { code, stdout } = await launch(args);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(stdout)).toEqual({
      schema: 'cert-tool/error/1',
      ok: false,
      error: {
        ...{ code: 'CT-2026', name: 'node-too-old', message: `${ja} ${en}`, exitCode: 2 },
        hint: `${remedyOf(error, 'ja')} ${remedyOf(error, 'en')}`,
      },
    });
  },
);

test('the version alone, and as document', async () => {
  expect((await runCli(tempFolder(), ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const { code, stdout, stderr } = await runCli(tempFolder(), ['--version', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    node: process.versions.node,
  });
});
