import { describe, expect, test } from 'vitest';
import { nameOf } from '../../src/core/certificate-name.ts';
import { CertToolError, remedyOf } from '../../src/core/error.ts';
import { areAllThumbprints, certificatesNamed, onlyOne } from '../../src/holdings/named.ts';
import { banks, certificateOf, type Facts } from './support.ts';

/** A certificate whose thumbprint and serial number are these digits and zeros. */
function certificate(thumbprint: string, serialNumber: string, facts: Facts = {}) {
  return {
    ...certificateOf(200, facts, thumbprint),
    thumbprint: thumbprint.padEnd(40, '0'),
    serialNumber: serialNumber.padEnd(32, '0'),
  };
}

const first = certificate('a1b2c3d4', '5b8e869e2b');
const renewed = certificate('a1b2c3ff', '8b8e869e2b', { by: 'A5' });
const jiro = certificate('77f0aa11', '5b8e8600ff', { loginId: 'jiro' });
/** A login ID that could be the beginning of a thumbprint. */
const hexadecimal = certificate('12345678', '9900aabbcc', { loginId: 'a1b2c3' });
const otherBank = certificate('0badcafe', 'c0ffee0011', { by: 'B' });
const vpn = certificate('beefbeef', 'd00dad0012', { by: 'stranger', commonName: 'taro VPN' });
const all = [first, renewed, jiro, otherBank, vpn];

function errorOf(act: () => unknown): CertToolError {
  try {
    act();
  } catch (error) {
    if (error instanceof CertToolError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a name means', () => {
  test.each([
    ['a login ID, all of its user’s at the bank', 'hanako', 'login-id', [first, renewed]],
    ['another login ID', 'jiro', 'login-id', [jiro]],
    ['a whole thumbprint', first.thumbprint, 'digits', [first]],
    ['a thumbprint in capitals', first.thumbprint.toUpperCase(), 'digits', [first]],
    ['six digits of a thumbprint, which two begin with', 'a1b2c3', 'digits', [first, renewed]],
    ['seven, with which one begins', 'a1b2c3d', 'digits', [first]],
    ['a thumbprint with blanks, as Windows shows it', 'a1 b2 c3 d4', 'digits', [first]],
    ['a thumbprint with colons, as openssl shows it', 'A1:B2:C3:D4', 'digits', [first]],
    ['a thumbprint with hyphens', 'a1-b2-c3-d4', 'digits', [first]],
    ['a thumbprint as Windows’ dialog hands it out', '\u200eA1 B2 C3 D4', 'digits', [first]],
    ['a serial number with 0x', '0x8b8e869e', 'digits', [renewed]],
    ['a thumbprint with blanks around it', ' a1b2c3d4\t', 'digits', [first]],
    ['a whole serial number', first.serialNumber, 'digits', [first]],
    ['the beginning of a serial number', '5b8e869', 'digits', [first]],
    ['the beginning that two serial numbers share', '5B8E86', 'digits', [first, jiro]],
    ['a serial number with 00 in front, as .NET shows it', '008B8E869E2B', 'digits', [renewed]],
    ['the same with colons', '00:8B:8E:86:9E:2B', 'digits', [renewed]],
    ['a thumbprint of another bank’s', '0BADCAFE', 'digits', [otherBank]],
    ['a thumbprint of what is no bank’s', 'be:ef:be:ef', 'digits', [vpn]],
  ] as const)('%s', (_, name, by, certificates) => {
    expect(certificatesNamed(all, [banks.a], name)).toEqual({ by, certificates });
  });

  test('a login ID, of hidden ones those that are wanted, and others where there are none', () => {
    const hidden = { ...renewed, archived: true };
    expect(certificatesNamed([first, hidden], [banks.a], 'hanako').certificates).toEqual([first]);
    expect(certificatesNamed([first, hidden], [banks.a], 'hanako', 'hidden').certificates).toEqual([hidden]);
    expect(certificatesNamed([hidden], [banks.a], 'hanako').certificates).toEqual([hidden]);
    expect(certificatesNamed([first], [banks.a], 'hanako', 'hidden').certificates).toEqual([first]);
  });

  test('the digits of a hidden one, that one', () => {
    const hidden = { ...renewed, archived: true };
    for (const name of [hidden.thumbprint, '8b8e869e', 'a1b2c3ff']) {
      expect(certificatesNamed([first, hidden], [banks.a], name).certificates, name).toEqual([hidden]);
    }
  });

  test('a login ID at several banks, of each of them', () => {
    expect(certificatesNamed(all, [banks.a, banks.b], 'hanako').certificates).toEqual([
      first,
      renewed,
      otherBank,
    ]);
  });

  test('a serial number as other programs show it, with or without zeros in front', () => {
    const small = { ...certificate('c0c0c0c0', ''), serialNumber: '05ab12cd'.padStart(32, '0') };
    const tiny = { ...certificate('d0d0d0d0', ''), serialNumber: '1'.padStart(32, '0') };
    const here = [...all, small, tiny];
    for (const name of ['5ab12cd', '05AB12CD', '0x5ab12c', '0005ab12c', small.serialNumber]) {
      expect(certificatesNamed(here, [banks.a], name).certificates, name).toEqual([small]);
    }
    for (const name of ['000001', '00:00:01:'.slice(0, -1), tiny.serialNumber]) {
      expect(certificatesNamed(here, [banks.a], name).certificates, name).toEqual([tiny]);
    }
    const zero = { ...certificate('e0e0e0e0', ''), serialNumber: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' };
    for (const name of ['0a1b2c', '0A:1B:2C', '000a1b2c', 'a1b2c3d4e']) {
      expect(certificatesNamed([zero], [banks.a], name).certificates, name).toEqual([zero]);
    }
    // As cert-tool shows them, both begin with zeros.
    expect(certificatesNamed(here, [banks.a], '000000').certificates).toEqual([small, tiny]);
  });

  test('a login ID before the digits that it could be', () => {
    const named = certificatesNamed([...all, hexadecimal], [banks.a], 'a1b2c3');
    expect(named).toEqual({ by: 'login-id', certificates: [hexadecimal] });
  });

  test('at another bank that bank’s', () => {
    expect(certificatesNamed(all, [banks.b], 'hanako').certificates).toEqual([otherBank]);
    expect(certificatesNamed(all, [banks.b], 'c0ffee').certificates).toEqual([otherBank]);
  });

  test('a thumbprint alone where no bank is known', () => {
    expect(certificatesNamed(all, [], '77f0aa').certificates).toEqual([jiro]);
    const error = errorOf(() => certificatesNamed(all, [], 'jiro'));
    expect(error.errorName).toBe('certificate-not-found');
    expect(remedyOf(error, 'en')).toContain('"cert-tool issue jiro"');
    const byDigits = errorOf(() => certificatesNamed(all, [], 'ffffffff'));
    expect(remedyOf(byDigits, 'en')).toContain('"cert-tool issue"');
  });
});

describe('a name means nothing:', () => {
  test.each([
    ['nobody', 'nobody'],
    ['a login ID in other capitals', 'Hanako'],
    ['the beginning of a login ID', 'hana'],
    ['five digits', 'a1b2c'],
    ['five digits with colons', 'a1:b2:c'],
    ['a part that is not the beginning', 'b2c3d4'],
    ['too many digits', `${first.thumbprint}0`],
    ['more than digits', 'a1b2c3.d4'],
    ['no digit', ' : : : '],
    ['nothing', ''],
  ])('%s', (_, name) => {
    const error = errorOf(() => certificatesNamed(all, [banks.a], name));
    expect(error.errorName).toBe('certificate-not-found');
    expect(error.details.params?.['other']).toBeUndefined();
  });

  test.each([
    ['a serial number of another bank’s', 'c0ffee'],
    ['a serial number of what is no bank’s', 'd00dad'],
  ])('%s; it is said that it is here', (_, name) => {
    const error = errorOf(() => certificatesNamed(all, [banks.a], name));
    expect(error.errorName).toBe('certificate-not-found');
    expect(error.message).toContain('another issuer');
  });

  test('a login ID that is here of another bank alone; that is said too', () => {
    const error = errorOf(() => certificatesNamed([otherBank, vpn], [banks.a], 'hanako'));
    expect(error.message).toContain('another issuer');
  });
});

describe('of what was named', () => {
  test('the only one is taken', () => {
    expect(onlyOne([first], 'hanako')).toBe(first);
  });

  test('several are ambiguous, and are told by name and thumbprint', () => {
    const { errorName, message } = errorOf(() => onlyOne([first, renewed], 'hanako'));
    expect(errorName).toBe('ambiguous-certificate');
    for (const each of [first, renewed]) expect(message).toContain(`${nameOf(each)} (${each.thumbprint})`);
    expect(message).toContain('), ');
  });
});

describe('no bank need be known for', () => {
  test.each([
    ['thumbprints alone', ['a1b2c3', '0badcafe'], true],
    ['a thumbprint that is nobody’s', ['a1b2c3', 'dddddd'], false],
    ['a login ID', ['jiro'], false],
    ['a serial number', ['c0ffee'], false],
    ['a thumbprint and a login ID', ['a1b2c3', 'jiro'], false],
    ['no name', [], false],
  ] as const)('%s: %s %s', (_, names, isSo) => {
    expect(areAllThumbprints(all, names)).toBe(isSo);
  });

  test('digits that begin a thumbprint and a serial number', () => {
    const [one, other] = [certificate('abcdef01', '11'), certificate('22', 'abcdef02')];
    expect(areAllThumbprints([one, other], ['abcdef'])).toBe(false);
    expect(areAllThumbprints([one, other], ['abcdef01'])).toBe(true);
  });
});
