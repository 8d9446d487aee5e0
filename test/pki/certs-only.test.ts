import { X509Certificate } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCertsOnly } from '../../src/pki/certs-only.ts';
import { MalformedDer } from '../../src/pki/der.ts';
import { certsOnly } from '../../src/sandbox/ca/certs-only.ts';
import { openEnded } from '../est/fake-ca.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, issue, openssl } from '../support/test-ca.ts';

const folder = makeTempFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
const leaf = issue(folder, { subject: '/CN=leaf', issuer: root });
const pems = [leaf.pem, root.pem];
const message = (() => {
  const file = join(folder, 'chain.pem');
  writeFileSync(file, pems.join(''));
  return openssl(['crl2pkcs7', '-nocrl', '-certfile', file, '-outform', 'DER']);
})();

const subjects = (found: readonly string[]) => found.map((pem) => new X509Certificate(pem).subject).sort();

test("openssl's message, the practice bank's, and one with open lengths hold the same", async () => {
  const wanted = ['CN=leaf', 'CN=root'];
  expect(subjects(readCertsOnly(message))).toEqual(wanted);
  expect(subjects(readCertsOnly(openEnded(message)))).toEqual(wanted);
  expect(subjects(readCertsOnly(await certsOnly(pems)))).toEqual(wanted);
});

test('whatever is cut off or wrong is no message, and nothing else happens', () => {
  const ended = openEnded(message);
  for (const whole of [message, ended]) {
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => readCertsOnly(whole.subarray(0, length)), String(length)).toThrow(MalformedDer);
    }
    for (let at = 0; at < 60; at++) {
      const other = Buffer.from(whole);
      other.writeUInt8(other.readUInt8(at) ^ 0xff, at);
      try {
        readCertsOnly(other);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedDer);
      }
    }
  }
  const deep = Buffer.concat([Buffer.alloc(400, Buffer.from([0x30, 0x80])), Buffer.alloc(800)]);
  expect(() => readCertsOnly(deep)).toThrow(MalformedDer);
});
