import { expect, test } from 'vitest';
import {
  certificateFile,
  certificatesFolder,
  friendlyNameIn,
  pendingFolder,
} from '../../../src/winstore/file/layout.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n';

test.each(['jirodt', '', 'データ花子', '-----BEGIN CERTIFICATE-----', 'a"b\\c\n'])(
  'the friendly name %j stands before the armour, in ASCII, and is read back',
  (friendlyName) => {
    const text = certificateFile(PEM, friendlyName);
    const [first = '', ...rest] = text.split('\n');
    expect(rest.join('\n')).toBe(PEM);
    expect(first).toMatch(/^friendlyName: "[ -~]*"$/);
    expect(first).not.toContain('-----');
    expect(friendlyNameIn(text)).toBe(friendlyName);
  },
);

test.each([PEM, '', 'friendlyName: ', 'friendlyName: 5\nx', 'friendlyName: "a\nx', 'x friendlyName: "a"\n'])(
  'no friendly name in %j',
  (text) => {
    expect(friendlyNameIn(text)).toBe('');
  },
);

test('certificates and pending keys lie apart', () => {
  expect([certificatesFolder('/a'), pendingFolder('/a')]).toEqual(['/a/certificates', '/a/pending']);
});
