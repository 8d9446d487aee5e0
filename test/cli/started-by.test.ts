import { expect, test } from 'vitest';
import { programOf } from '../../src/cli/started-by.ts';

const EXEC = { npm_command: 'exec' };

test.each([
  ['npx, from its cache', {}, '/home/taro/.npm/_npx/1a2b/node_modules/.bin/cert-tool', 'npx cert-tool'],
  [
    'npx on Windows',
    {},
    'C:\\Users\\t\\AppData\\Local\\npm-cache\\_npx\\1a\\node_modules\\cert-tool\\bin\\cert-tool.cjs',
    'npx cert-tool',
  ],
  ['npx of a project', EXEC, '/srv/project/node_modules/.bin/cert-tool', 'npx cert-tool'],
  [
    'an old npx',
    { npm_execpath: '/usr/lib/node_modules/npm/bin/npx-cli.js' },
    '/x/cert-tool.cjs',
    'npx cert-tool',
  ],
  [
    'npm run',
    { npm_command: 'run-script', npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' },
    '/srv/project/node_modules/.bin/cert-tool',
    'cert-tool',
  ],
  [
    'npx that finds a global program',
    { ...EXEC, npm_config_global_prefix: '/usr/local' },
    '/usr/local/bin/cert-tool',
    'cert-tool',
  ],
  [
    'the same, by its place',
    { ...EXEC, npm_config_prefix: '/usr/local/' },
    '/usr/local/lib/node_modules/cert-tool/bin/cert-tool.cjs',
    'cert-tool',
  ],
  [
    'a project below the prefix',
    { ...EXEC, npm_config_global_prefix: '/usr/local' },
    '/usr/local/src/p/node_modules/.bin/cert-tool',
    'npx cert-tool',
  ],
  ['a global program', {}, '/usr/local/bin/cert-tool', 'cert-tool'],
  ['the executable', {}, undefined, 'cert-tool'],
])('%s', (_name, env, script, program) => {
  expect(programOf(env, script)).toBe(program);
});
