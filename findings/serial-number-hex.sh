#!/usr/bin/env bash
# The serial number as Node and openssl print it is no serial number for jsrsasign and node-forge: they put the digits
# into the INTEGER as they are, and of every second number make a negative one.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages jsrsasign@11.1.5 node-forge@1.4.3 @peculiar/x509@2.2.0 reflect-metadata@0.2.2
needs openssl openssl
expected 'RFC 5280, 4.1.2.2: a serial number is a positive integer. X.690, 8.3: as an INTEGER it starts with
  00 where its first bit is set. Who asks for F0E1D2C3 gets it, or an error.'

self_signed a '/CN=A002' -set_serial 0xF0E1D2C3
cat >make.js <<'JS'
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { X509CertificateGenerator } from '@peculiar/x509';
import jsrsasign from 'jsrsasign';
import forge from 'node-forge';

const { serialNumber } = new X509Certificate(readFileSync('a.pem'));
console.log(`node: ${serialNumber}`);

const { KEYUTIL, KJUR } = jsrsasign;
const pair = KEYUTIL.generateKeypair('EC', 'secp256r1');
const byJsrsasign = new KJUR.asn1.x509.Certificate({
  version: 3,
  serial: { hex: serialNumber },
  issuer: { str: '/CN=A002' },
  subject: { str: '/CN=A002' },
  notbefore: '260101000000Z',
  notafter: '270101000000Z',
  sbjpubkey: pair.pubKeyObj,
  sigalg: 'SHA256withECDSA',
  cakey: pair.prvKeyObj,
});
writeFileSync('jsrsasign.pem', byJsrsasign.getPEM());

const byForge = forge.pki.createCertificate();
const rsa = forge.pki.rsa.generateKeyPair(2048);
byForge.publicKey = rsa.publicKey;
byForge.serialNumber = serialNumber;
byForge.validity = { notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') };
byForge.sign(rsa.privateKey, forge.md.sha256.create());
writeFileSync('forge.pem', forge.pki.certificateToPem(byForge));

const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
const wanted = { serialNumber, name: 'CN=A002', keys, signingAlgorithm };
const byPeculiar = await X509CertificateGenerator.createSelfSigned(wanted);
writeFileSync('peculiar.pem', byPeculiar.toString('pem'));
JS
serial_of() {
  openssl x509 -in "$1" -noout -serial | sed 's/serial=//'
}

seen 'node: F0E1D2C3
openssl: F0E1D2C3
made with this by jsrsasign: -0F1E2D3D
by node-forge: -0F1E2D3D
by @peculiar/x509: F0E1D2C3' "$(node make.js)
openssl: $(serial_of a.pem)
made with this by jsrsasign: $(serial_of jsrsasign.pem)
by node-forge: $(serial_of forge.pem)
by @peculiar/x509: $(serial_of peculiar.pem)"
