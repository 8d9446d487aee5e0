#!/usr/bin/env bash
# A PKCS#12 whose bags have no localKeyID: NSS does not import its key; Java finds the certificate by the friendly name, and
# where there is none, it has a key without a certificate.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages node-forge@1.4.3
needs openssl openssl
needs certutil libnss3-tools
needs pk12util libnss3-tools
needs keytool openjdk-17-jre-headless
expected 'RFC 7292, 4.2: the attributes of a bag are optional. The one key of a file belongs to the one certificate
  of the same public key, by whatever name.'

printf 'secret-12' >password
self_signed a '/CN=A002'
cat >make.js <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import forge from 'node-forge';

const key = forge.pki.privateKeyFromPem(readFileSync('a.key', 'utf8'));
const certificate = readFileSync('a.pem', 'utf8');
for (const generateLocalKeyId of [true, false]) {
  for (const friendlyName of ['Hanako', undefined]) {
    const options = { generateLocalKeyId, ...(friendlyName && { friendlyName }) };
    const file = forge.pkcs12.toPkcs12Asn1(key, [certificate], 'secret-12', options);
    const name = `${generateLocalKeyId ? 'id' : 'no-id'}-${friendlyName ? 'name' : 'no-name'}.p12`;
    writeFileSync(name, forge.asn1.toDer(file).getBytes(), 'binary');
  }
}
JS
node make.js

by_openssl() {
  openssl pkcs12 -in "$1.p12" -passin file:password -nodes 2>/dev/null | grep -c -e 'BEGIN PRIVATE' -e 'BEGIN CERT'
}

by_nss() {
  rm -rf database
  new_nss_database database
  pk12util -i "$1.p12" -d sql:database -w password >pk12util.log 2>&1 || true
  grep -o -e 'SEC_ERROR_[A-Z0-9_]*' -e SUCCESSFUL pk12util.log
}

by_java() {
  keytool -list -v -keystore "$1.p12" -storetype PKCS12 -storepass:file password 2>/dev/null |
    sed -n 's/^Certificate chain length: /certificates with the key: /p'
}

by_all() {
  echo "$1: OpenSSL reads $(by_openssl "$1")"
  echo "    NSS: $(by_nss "$1")"
  echo "    Java: $(by_java "$1")"
}

seen 'id-name: OpenSSL reads 2
    NSS: SUCCESSFUL
    Java: certificates with the key: 1
id-no-name: OpenSSL reads 2
    NSS: SUCCESSFUL
    Java: certificates with the key: 1
no-id-name: OpenSSL reads 2
    NSS: SEC_ERROR_PKCS12_UNABLE_TO_IMPORT_KEY
    Java: certificates with the key: 1
no-id-no-name: OpenSSL reads 2
    NSS: SEC_ERROR_PKCS12_UNABLE_TO_IMPORT_KEY
    Java: certificates with the key: 0' "$(by_all id-name)
$(by_all id-no-name)
$(by_all no-id-name)
$(by_all no-id-no-name)"
