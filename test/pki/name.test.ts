import { describe, expect, test } from 'vitest';
import { firstAlternativeName } from '../../src/pki/alternative-name.ts';
import { DerReader } from '../../src/pki/der.ts';
import { readName } from '../../src/pki/name.ts';
import { element, sequence, set } from '../support/der-parts.ts';

/** An element of less than 128 octets. */
function tlv(tag: number, ...content: (Uint8Array | string)[]): Buffer {
  const octets = Buffer.concat(content.map((each) => Buffer.from(each)));
  return Buffer.concat([Buffer.from([tag, octets.length]), octets]);
}

const CN = Buffer.from('0603550403', 'hex');
const hex = (digits: string) => Buffer.from(digits, 'hex');
const named = (...values: Buffer[]) => tlv(0x30, ...values.map((value) => tlv(0x31, tlv(0x30, CN, value))));
const commonName = (value: Buffer) => readName(new DerReader(named(value))).commonName;

describe('a CN', () => {
  test.each([
    ['PrintableString in UTF-8', tlv(0x13, '日本'), '日本'],
    ['IA5String in UTF-8', tlv(0x16, 'é日'), 'é日'],
    ['TeletexString in UTF-8', tlv(0x14, '山田'), '山田'],
    ['TeletexString in Latin-1', tlv(0x14, Buffer.from('Müller', 'latin1')), 'Müller'],
    ['GeneralString', tlv(0x1b, 'abc'), 'abc'],
    ['UniversalString', tlv(0x1c, hex('00005c71000000410001f600')), '山A😀'],
    [
      'UniversalString, cut off and beyond Unicode',
      tlv(0x1c, hex('0000004100110000000000d80000d80000')),
      'A\ufffd\u00d8\ufffd\ufffd',
    ],
    ['BMPString', tlv(0x1e, hex('5c717530')), '山田'],
    ['BMPString with surrogates', tlv(0x1e, hex('d83dde00')), '😀'],
    ['BMPString of an odd length, half a pair', tlv(0x1e, hex('0041d80000')), 'A\ufffd\ufffd'],
    ['UTF8String that is none', tlv(0x0c, hex('616263fffe')), 'abc\ufffd\ufffd'],
  ])('%s', (_, value, text) => {
    expect(commonName(value)).toBe(text);
  });
});

describe('a name', () => {
  test('may have empty relative names', () => {
    const name = tlv(0x30, tlv(0x31), tlv(0x31, tlv(0x30, CN, tlv(0x0c, 'x'))));
    expect(readName(new DerReader(name))).toEqual({ text: 'CN=x', commonName: 'x' });
    expect(readName(new DerReader(tlv(0x30, tlv(0x31))))).toEqual({ text: '', commonName: '' });
  });

  test('that is damaged inside is its encoding, and what follows it is read', () => {
    const name = tlv(0x30, tlv(0x31, tlv(0x30, CN)));
    const reader = new DerReader(Buffer.concat([name, tlv(0x02, hex('07'))]));
    expect(readName(reader)).toEqual({ text: `#${name.toString('hex')}`, commonName: '' });
    reader.read(0x02);
    expect(reader.octet(0)).toBe(7);
  });
});

describe('the alternative name', () => {
  const UPN = hex('060a2b060104018237140203');
  const first = (...names: Buffer[]) => firstAlternativeName(new DerReader(tlv(0x30, ...names)));

  test.each([
    ['a host', [tlv(0x82, 'pc1.example')], 'pc1.example'],
    ['an address', [tlv(0x81, 'a@example.jp')], 'a@example.jp'],
    ['a URI', [tlv(0x86, 'urn:x')], 'urn:x'],
    ['an IPv4 address', [tlv(0x87, hex('c0a80001'))], '192.168.0.1'],
    ['an IPv6 address', [tlv(0x87, hex('20010db8000000000000000000000001'))], '2001:db8:0:0:0:0:0:1'],
    ["Windows' user principal name", [tlv(0xa0, UPN, tlv(0xa0, tlv(0x0c, 'u@corp')))], 'u@corp'],
    ['a directory name', [tlv(0xa4, named(tlv(0x0c, '山田')))], '山田'],
    [
      'the first that can be read',
      [tlv(0x82, ' '), tlv(0x87, hex('00')), tlv(0x88, hex('2a')), tlv(0x82, 'b')],
      'b',
    ],
    ['none', [], ''],
    ['none in what is damaged', [tlv(0xa0, hex('0500')), tlv(0x82, 'b')], ''],
  ])('is %s', (_, names, text) => {
    expect(first(...names)).toBe(text);
  });

  test('is none where the extension is no sequence', () => {
    expect(firstAlternativeName(new DerReader(hex('0401')))).toBe('');
  });
});

test('a type of a length that none has is damage, and takes no time', () => {
  const type = element(6, Buffer.alloc(1024 * 1024, 0xff), Buffer.from([1]));
  const name = sequence(set(sequence(type, element(0x0c, Buffer.from('x')))));
  expect(readName(new DerReader(name))).toEqual({ text: `#${name.toString('hex')}`, commonName: '' });
});
