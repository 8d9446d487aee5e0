import { expect, test } from 'vitest';
import { errorNameIn } from '../../../src/winstore/nss/program.ts';
import { noteIn } from '../../../src/winstore/nss/removal-notes.ts';

/** What NSS's programs say, and what is noted of a removal: pure. */

test.each([
  [
    'certutil: could not find "x": SEC_ERROR_BAD_PASSWORD: The password is incorrect.',
    'SEC_ERROR_BAD_PASSWORD',
  ],
  ['(PR_FILE_NOT_FOUND_ERROR)', 'PR_FILE_NOT_FOUND_ERROR'],
  ['SSL_ERROR_X1_ then SEC_ERROR_IO', 'SEC_ERROR_IO'],
  ['xSEC_ERROR_IO', undefined],
  ['', undefined],
])('%j: %s', (said, name) => {
  expect(errorNameIn(said)).toBe(name);
});

test('a name without an end takes no time', () => {
  expect(errorNameIn(`SEC_${'A'.repeat(1024 * 1024)}a`)).toBeUndefined();
});

test('a note that cannot be understood names no key', () => {
  const note = { thumbprint: 'ab', keyId: 'cd', database: '/home/nssdb' };
  expect(noteIn(JSON.stringify(note))).toEqual(note);
  for (const text of ['', '{"thumb', 'null', '5', '{}', JSON.stringify({ ...note, keyId: 5 })]) {
    expect(noteIn(text)).toBeUndefined();
  }
});
