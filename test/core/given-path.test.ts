import { expect, test } from 'vitest';
import { checkPath } from '../../src/core/given-path.ts';

test.each([
  '~',
  '~/certs',
  '~taro/certs',
  '%USERPROFILE%\\certs',
  'C:\\%ProgramFiles(x86)%\\x',
  '$HOME/x',
  '$env:USERPROFILE\\x',
])('%s was not expanded', (path) => {
  expect(() => checkPath('--ca-file', path)).toThrow(expect.objectContaining({ errorName: 'unusable-path' }));
});

test.each(['/a~b', './~x~', '%E3%81%82.pem', '100%', 'a%20b%20c', '/x/$y'])('%s is a name', (path) => {
  expect(() => checkPath('--ca-file', path)).not.toThrow();
});

test.each(['', '\0'])('%j is none', (path) => {
  expect(() => checkPath('--after', path)).toThrow(expect.objectContaining({ errorName: 'invalid-option' }));
});
