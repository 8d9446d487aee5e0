import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { maskOf } from '../../../src/commands/doctor/bundle/mask.ts';
import { type RunInProcess, runInProcess } from '../../support/run-in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let home: string;
let file: string;
beforeEach(() => {
  home = tempFolder();
  file = join(tempFolder(), 'support.zip');
});

const SECRETS = {
  CERT_TOOL_PASSWORD: 'Kx7-geheim-Qw9',
  CERT_TOOL_OTP: '739104',
  CERT_TOOL_CONFIRMATION_PASSWORD: 'Zz4-bestaetigt-Lp2',
  CERT_TOOL_PROXY_PASSWORD: 'Pp8-proxy-Mn3',
  HTTPS_PROXY: 'http://taro:Vv5-umgebung%21Tt6@127.0.0.1:1',
};
const PLANTED = [...Object.values(SECRETS).slice(0, 4), 'Vv5-umgebung', 'Rr2-frage-Ss1', 'Hh9-haken-Gg3'];
const NAMES = ['doctor.json', 'log.jsonl', 'config.json', 'store.json', 'versions.json'];

const run = (argv: readonly string[], more: NodeJS.ProcessEnv = {}, options: Partial<RunInProcess> = {}) =>
  runInProcess(argv, {
    env: { CERT_TOOL_HOME: home, HOME: home, CERT_TOOL_LANG: 'en', CERT_TOOL_STORE: 'file', ...more },
    ...options,
  });
const bundled = async (...argv: string[]) => {
  const result = await run(['doctor', '--sandbox', '--bundle', file, ...argv], SECRETS);
  const parts = Object.entries(unzipSync(readFileSync(file)));
  const texts = Object.fromEntries(parts.map(([name, data]) => [name, strFromU8(data)]));
  return { ...result, texts, whole: Object.values(texts).join('\n') };
};

/** A PC with a certificate, an earlier failure, and secrets wherever somebody might have put one. */
async function lived(): Promise<void> {
  expect((await run(['issue', 'jirodt', '--sandbox', '--no-input'])).exitCode).toBe(0);
  await run(['issue', 'taro', '--bank', 'https://127.0.0.1:1', '--timeout', '1'], SECRETS);
  const hooks = { installed: ['/opt/hook', '--token', 'Hh9-haken-Gg3'] };
  writeFileSync(
    join(home, 'config.json'),
    JSON.stringify({ loginPage: 'https://login.bank.example/?key=Rr2-frage-Ss1', hooks }),
  );
}

test('no secret, no key and no name is in it; it is told what is', async () => {
  await lived();
  const { texts, whole, stderr, stdout } = await bundled();
  expect(Object.keys(texts)).toEqual(NAMES);
  for (const name of NAMES) expect(stderr).toContain(name);
  expect(stdout).toContain('\n');
  for (const secret of PLANTED) expect(whole).not.toContain(secret);
  expect(texts['log.jsonl']).not.toContain('"process"');
  expect(whole).not.toMatch(/PRIVATE KEY|BEGIN CERTIFICATE/);
  for (const name of ['jirodt', 'taro', home, homedir(), hostname()]) {
    expect(whole.toLowerCase()).not.toContain(name.toLowerCase());
  }
  const store = JSON.parse(texts['store.json'] ?? '');
  expect(store.certificates).toMatchObject([{ loginId: '<login-1>', state: 'issued', key: 'works' }]);
  expect(texts['config.json']).toContain('"/opt/hook"');
  // The same user is the same one in every file.
  expect(texts['log.jsonl']).toContain('"loginId":"<login-1>"');
  expect(JSON.parse(texts['doctor.json'] ?? '').checks.length).toBeGreaterThan(30);
  expect(JSON.parse(texts['versions.json'] ?? '')).toMatchObject({ certTool: '0.0.0-test' });
});

test('names are left where they are wanted, secrets never', async () => {
  await lived();
  const { whole } = await bundled('--unmasked');
  for (const name of ['jirodt', 'taro', home]) expect(whole).toContain(name);
  for (const secret of PLANTED) expect(whole).not.toContain(secret);
});

test('the settings of a bank that is set, and of addresses no more than where they lead', async () => {
  await lived();
  await run(['doctor', '--bundle', file], SECRETS);
  const config = strFromU8(unzipSync(readFileSync(file))['config.json'] ?? new Uint8Array());
  expect(config).toContain('https://login.bank.example/?********');
  for (const secret of PLANTED) expect(config).not.toContain(secret);
});

test('of the password field of EST what is put in, and not the text beside it', async () => {
  const est = { protocol: 'est', estPassword: 'Tt3-vorne-Uu4{password}{otp}Vv5-hinten-Ww6' };
  const profiles = { kyoto: { bank: 'https://kyoto.example', ...est } };
  writeFileSync(join(home, 'config.json'), JSON.stringify({ profiles, profile: 'kyoto' }));
  await run(['doctor', '--bundle', file, '--unmasked']);
  const parts = Object.values(unzipSync(readFileSync(file))).map((part) => strFromU8(part));
  expect(parts.join('')).toContain('…{password}{otp}…');
  expect(parts.join('')).not.toMatch(/vorne|hinten/);
});

test('others read it, and its files are for the owner alone', async () => {
  const { stdout } = await run(['doctor', '--bundle', file, '--json']);
  expect(JSON.parse(stdout).bundle).toBe(file);
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    for i in z.infolist(): print(i.filename, oct(i.external_attr >> 16), i.create_system)
`;
  const seen = execFileSync('python3', ['-c', script, file]).toString().trim().split('\n');
  expect(seen).toEqual(NAMES.map((name) => `${name} 0o100600 3`));
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

describe('not written', () => {
  const refusedFor = async (path: string) => {
    const { exitCode, stdout } = await run(['doctor', '--bundle', path, '--json', '--yes']);
    const { error } = JSON.parse(stdout);
    expect(error.hint).toContain('never replaced');
    return [exitCode, error.name];
  };

  test('over a file, into no folder, in the place of a folder', async () => {
    writeFileSync(file, 'mine');
    expect(await refusedFor(file)).toEqual([2, 'unwritable-sheet']);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await refusedFor(join(file, 'x.zip'))).toEqual([2, 'unwritable-sheet']);
    mkdirSync(join(home, 'folder'));
    expect(await refusedFor(join(home, 'folder'))).toEqual([2, 'unwritable-sheet']);
  });

  test('over one that has come meanwhile', async () => {
    const { exitCode, stdout } = await run(
      ['doctor', '--bundle', file, '--json'],
      {},
      {
        alter: (deps) => ({
          async examination(of, loginId) {
            writeFileSync(file, 'mine');
            return deps.examination({ ...deps, ...of }, loginId);
          },
        }),
      },
    );
    expect([exitCode, JSON.parse(stdout).error.name]).toEqual([2, 'unwritable-sheet']);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test.each([
    [true, true],
    [false, false],
  ])('a person is asked: %s', async (answer, isThere) => {
    const asked: string[] = [];
    await run(
      ['doctor', '--bundle', file],
      {},
      {
        alter: ({ ui }) => ({
          ui: {
            ...ui,
            interactive: true,
            prompts: {
              ...ui.prompts,
              async confirm(question) {
                asked.push(question);
                return answer;
              },
            },
          },
        }),
      },
    );
    expect([asked, existsSync(file)]).toEqual([['Write this file?'], isThere]);
  });

  test.each([['--unmasked'], ['--last', '--bundle', 'x.zip']])('%s %s', async (...argv) => {
    expect((await run(['doctor', ...argv])).exitCode).toBe(2);
  });
});

test('where the log and the store cannot be seen their reasons are in it', async () => {
  writeFileSync(join(home, 'log'), 'no folder');
  writeFileSync(join(home, 'certificates'), 'no folder');
  const { texts } = await bundled();
  expect(Object.keys(texts)).toEqual(NAMES);
});

describe('masking', () => {
  const names = {
    loginIds: ['hanakodt', 'ab'],
    accounts: ['root', '花子'],
    hosts: ['pc-7'],
    homes: ['/home/root'],
  };
  const mask = maskOf(['s3cr$et'], names);

  test.each([
    ['/home/root/x and ROOT', '<home-1>/x and <account-1>'],
    ['ログインIDhanakodtの、花子さん', 'ログインID<login-1>の、<account-2>さん'],
    ['about ab, on PC-7.', 'about <login-2>, on <host-1>.'],
    ['s3cr$et s3cr%24et', '******** ********'],
    ['http://a:b/c@d@proxy/x', 'http://********@proxy/x'],
    ['https://x.example/y?token=1', 'https://x.example/y?********'],
  ])('%s', (text, masked) => {
    expect(mask({ text: [text] })).toEqual({ text: [masked] });
  });

  test("the program's own words stay", () => {
    expect(mask({ id: 'tls-root', needs: ['tls-root'], title: 'root' })).toEqual({
      ...{ id: 'tls-root', needs: ['tls-root'], title: '<account-1>' },
    });
  });

  test('names of members are no hiding place', () => {
    expect(mask({ hanakodt: 1 })).toEqual({ '<login-1>': 1 });
  });
});

test('a login ID that stands in an error alone is masked, and the name of the home folder', async () => {
  const named = join(home, '山田太郎');
  mkdirSync(named);
  await run(['remove', 'yamadataro9', '--yes'], { HOME: named });
  writeFileSync(join(home, 'config.json'), JSON.stringify({ logFile: join(home, 'log-山田太郎.jsonl') }));
  const env = { ...SECRETS, HOME: named };
  await run(['doctor', '--sandbox', '--bundle', file], env);
  const whole = Object.values(unzipSync(readFileSync(file)))
    .map((data) => strFromU8(data))
    .join('\n');
  expect(whole).toContain('certificate-not-found');
  for (const name of ['yamadataro9', '山田太郎']) expect(whole).not.toContain(name);
});

describe('what was typed wrongly may be a password', () => {
  const TYPED = 'Ab"9-geheim';

  test.each([
    [{ CERT_TOOL_STORE: TYPED }, undefined],
    [{ CERT_TOOL_PROFILE: TYPED }, undefined],
    [{}, { lang: TYPED }],
    [{}, { [TYPED]: 1 }],
    [{}, { profile: TYPED }],
    [{}, { estUser: `${TYPED}{password}` }],
  ])('%j %j', async (env, config) => {
    if (config) writeFileSync(join(home, 'config.json'), JSON.stringify(config));
    for (const lang of ['ja', 'en']) {
      rmSync(file, { force: true });
      await run(['doctor', '--bundle', file, '--unmasked', '--lang', lang], { ...SECRETS, ...env });
      const whole = Object.values(unzipSync(readFileSync(file)))
        .map((data) => strFromU8(data))
        .join('\n');
      expect(whole).toContain('CT-200');
      expect(whole).toContain('…');
      expect(whole).not.toContain('geheim');
    }
  });
});
