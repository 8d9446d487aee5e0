#!/usr/bin/env bash
# NSS's pk12util writes PKCS#12 with indefinite lengths (BER), which jks-js takes for a wrong format.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages jks-js@1.1.7
needs openssl openssl
needs certutil libnss3-tools
needs pk12util libnss3-tools
expected 'RFC 7292, 4.1: what is in a PFX is encoded by BER, of which DER is a part. What reads the one form
  reads the other.'

printf 'secret-12' >password
new_nss_database database
self_signed a '/CN=A002'
openssl pkcs12 -export -in a.pem -inkey a.key -name 'Hanako A002' -passout file:password -out openssl.p12
pk12util -i openssl.p12 -d sql:database -w password >/dev/null
pk12util -o nss.p12 -n 'Hanako A002' -d sql:database -w password >/dev/null
cat >read.js <<'JS'
import { readFileSync } from 'node:fs';
import jks from 'jks-js';

const file = readFileSync(process.argv[2]);
const read = () => {
  try {
    return `${Object.keys(jks.toPem(file, 'secret-12')).length} found`;
  } catch (error) {
    return error.message;
  }
};
console.log(`starts with ${file.subarray(0, 2).toString('hex')}: ${read()}`);
JS

seen "openssl's starts with 3082: 1 found
NSS's starts with 3080: Invalid keystore format" "openssl's $(node read.js openssl.p12)
NSS's $(node read.js nss.p12)"
