import { expect, test } from 'vitest';
import { ownProgram } from '../../src/system/own-program.ts';

test.each([
  ['/usr/local/bin/cert-tool', false],
  ['/home/x/project/node_modules/cert-tool/bin/cert-tool.cjs', false],
  ['/home/x/.npm/_npx/1234/node_modules/.bin/cert-tool', true],
  ['C:\\Users\\x\\AppData\\Local\\npm-cache\\_npx\\1234\\node_modules\\cert-tool\\bin\\cert-tool.cjs', true],
])('%s lies in a cache: %s', (script, isCached) => {
  expect(ownProgram(script)).toEqual({ program: process.execPath, args: [script], isCached });
});
