#!/usr/bin/env bash
# @peculiar/x509 labels a revocation list in PEM "CRL", which OpenSSL does not find.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages @peculiar/x509@2.2.0 reflect-metadata@0.2.2
needs openssl openssl
expected 'RFC 7468, 6: the label of a revocation list is "X509 CRL". So openssl reads what the library
  wrote.'

cat >write.js <<'JS'
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { X509CrlGenerator } from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const crl = await X509CrlGenerator.create({
  issuer: 'CN=Bank CA',
  thisUpdate: new Date('2026-01-01'),
  nextUpdate: new Date('2026-02-01'),
  entries: [{ serialNumber: '1a', revocationDate: new Date('2026-01-01') }],
  signingAlgorithm: algorithm,
  signingKey: keys.privateKey,
});
writeFileSync('as-written.pem', crl.toString('pem'));
writeFileSync('crl.der', Buffer.from(crl.rawData));
JS
node write.js

read_by_openssl() {
  openssl crl -noout -issuer "$@" 2>/dev/null || echo 'not read'
}

seen '-----BEGIN CRL-----
openssl, the PEM as it was written: not read
openssl, the same list in DER: issuer=CN = Bank CA' "$(head -n 1 as-written.pem)
openssl, the PEM as it was written: $(read_by_openssl -in as-written.pem)
openssl, the same list in DER: $(read_by_openssl -inform DER -in crl.der)"
