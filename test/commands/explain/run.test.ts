import { describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { catalogue } from '../../../src/core/catalogue/index.ts';
import { BEYOND } from '../../../src/core/catalogue/rehearsals/rehearsal.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const explain = (argv: readonly string[]) =>
  runInProcess(['explain', ...argv], { env: { CERT_TOOL_HOME: tempFolder() } });

describe('explain', () => {
  test.each(['CT-3001', 'ct-3001', '3001', 'credentials-refused', 'CREDENTIALS-REFUSED', 'CT3001'])(
    'knows %s',
    async (spelling) => {
      const { exitCode, stdout } = await explain([spelling, '--lang', 'en', '--no-color']);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^CT-3001 credentials-refused\n/);
      const { message, cause, remedy } = catalogue['credentials-refused'];
      for (const { en } of [message, cause, remedy])
        expect(stdout).toContain(en.replace('{loginId}', '<login ID>'));
      expect(stdout).toMatch(/Exit code +3\n/);
    },
  );

  test('knows the code of an interrupted request, and says that nothing is lost', async () => {
    const { stdout } = await explain(['CT-10604', '--json', '--lang', 'en']);
    expect(JSON.parse(stdout)).toEqual({
      schema: 'cert-tool/explain/1',
      ok: true,
      explanation: {
        code: 'CT-10604',
        name: 'timeout',
        exitCode: 10,
        message: expect.any(String),
        cause: catalogue.timeout.cause.en,
        remedy: expect.stringMatching(/not lost/),
        rehearsal: {
          steps: [
            { act: 'reset' },
            { typed: 'cert-tool sandbox start --fault slow' },
            { act: 'leave' },
            { typed: 'cert-tool issue --sandbox --no-input --timeout 1' },
          ],
        },
      },
    });
  });

  test.each(['CT-9999', 'エラー CT-9999 です', '9999', 'xyzzy', ''])(
    'does not know %j: exit code 2',
    async (wanted) => {
      const { exitCode, stderr, stdout } = await explain([wanted, '--lang', 'ja']);
      expect(exitCode).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain('CT-2008');
    },
  );

  test.each([
    ['otp', 'CT-4001'],
    ['ＯＴＰ refused', 'CT-4001'],
    ['有効期限が切れた', 'CT-5021'],
    ['locked out', 'CT-5001'],
    ['つながらない', 'CT-6001'],
    ['暗証番号', 'CT-3001'],
    ['disk full', 'CT-7003'],
  ])('finds what fits %j', async (words, code) => {
    for (const argv of [[words], words.split(' ')]) {
      const { exitCode, stdout } = await explain([...argv, '--lang', 'ja']);
      expect(exitCode).toBe(0);
      const codes = stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ', 1)[0]);
      expect(codes).toContain(code);
      expect(codes.length).toBeLessThanOrEqual(15);
    }
    const { explanations } = JSON.parse((await explain([words, '--json'])).stdout);
    expect(explanations.map((each: { code: string }) => each.code)).toContain(code);
  });

  test('one that alone fits is shown as a whole', async () => {
    const { stdout } = await explain(['newer-data written by a newer', '--lang', 'en']);
    expect(stdout).toMatch(/^CT-7011 newer-data\nWhat +<file>/);
  });

  test('tells what another program means, and what can be behind it', async () => {
    const { exitCode, stdout } = await explain(['ERR_BAD_SSL_CLIENT_AUTH_CERT', '--lang', 'ja']);
    expect(exitCode).toBe(0);
    const [meaning, ...lines] = stdout.trimEnd().split('\n');
    expect(meaning).toContain('ログイン画面が受け付けませんでした');
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual([
      'CT-11004',
      'CT-5023',
      'CT-5021',
      'CT-5025',
      'CT-8001',
    ]);
    const document = JSON.parse((await explain(['HTTP 407', '--json', '--lang', 'en'])).stdout);
    expect(document.meaning).toContain('The proxy wants a user name');
    expect(document.explanations[0].code).toBe('CT-6023');
  });

  test('of what has nothing to do with cert-tool it tells the meaning alone', async () => {
    const { exitCode, stdout } = await explain([
      "'npx' is not recognized as an internal or external command",
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^There is no such program on this PC\..*\n$/);
  });

  test('a number in a sentence is no code', async () => {
    const { stdout } = await explain([
      '証明書の有効期限 2026/12/01 が切れているため更新できません',
      '--lang',
      'ja',
    ]);
    expect(stdout).toMatch(/^CT-5021/);
  });

  for (const lang of ['ja', 'en']) {
    test(`lists all, ${lang}, without gaps that look like mistakes`, async () => {
      const { stdout } = await explain(['--lang', lang]);
      const lines = stdout.trimEnd().split('\n');
      expect(lines).toHaveLength(Object.keys(catalogue).length);
      for (const line of lines) expect(line).toMatch(/^CT-\d{4,6} +\S/);
      expect(stdout).not.toMatch(/\{\w+\}|…/);
      const codes = lines.map((line) => Number(/\d+/.exec(line)));
      expect(codes).toEqual([...codes].sort((one, other) => one - other));
    });
  }

  describe('how to see it happen', () => {
    test('stands below the entry, in lines to copy', async () => {
      const { stdout } = await explain(['CT-6004', '--lang', 'en']);
      expect(stdout.slice(stdout.indexOf('To see'))).toMatch(
        /^To see it happen\n .*reset.*\n {2}cert-tool sandbox start --fault slow\n {5}Leave.*\n {2}cert-tool issue \S.*\n$/,
      );
    });

    test('what is typed several times stands once', async () => {
      const { stdout } = await explain(['CT-3003', '--lang', 'ja']);
      expect(stdout).toMatch(/\n {2}echo wrong \| cert-tool issue .*\n {5}これを 2 回入力します。\n$/);
    });

    test('a variable is set as the shell at hand does it, in each window', async () => {
      const { explanation } = JSON.parse((await explain(['CT-6008', '--json'])).stdout);
      const set = { typed: expect.stringMatching(/CERT_TOOL_HOME=.*\/practice-home/) };
      expect(explanation.rehearsal.steps).toMatchObject([
        set,
        { act: 'own-home' },
        {},
        { act: 'leave' },
        set,
        {},
      ]);
    });

    test.each(['ja', 'en'] as const)('or why it cannot be seen, in one sentence (%s)', async (lang) => {
      const { stdout } = await explain(['CT-7042', '--lang', lang, '--no-color']);
      expect(stdout).toContain(BEYOND.windows[lang]);
    });

    test('a program that is started by npx is typed so', async () => {
      const alter = ({ hints }: Deps): Partial<Deps> => ({ hints: { ...hints, program: 'npx cert-tool' } });
      const { stdout } = await runInProcess(['explain', '3001'], {
        env: { CERT_TOOL_HOME: tempFolder() },
        alter,
      });
      expect(stdout).toMatch(/\n {2}echo wrong \| npx cert-tool issue /);
      expect(stdout).toContain('npx cert-tool sandbox reset');
    });
  });

  test('lists all as JSON', async () => {
    const { explanations } = JSON.parse((await explain(['--json'])).stdout);
    expect(explanations.map((each: { name: string }) => each.name).sort()).toEqual(
      Object.keys(catalogue).sort(),
    );
    expect(explanations.find((each: { name: string }) => each.name === 'timeout').afterRequest).toBe(
      'CT-10604',
    );
  });
});
