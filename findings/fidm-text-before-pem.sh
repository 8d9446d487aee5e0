#!/usr/bin/env bash
# @fidm/x509 reads no PEM with text before the certificate, such as "openssl pkcs12" and "openssl x509 -text" print it.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages @fidm/x509@1.2.1
needs openssl openssl
expected 'RFC 7468, 2 and 5.2: there may be text before the BEGIN line, which readers pass over.'

self_signed a '/CN=A002'
openssl pkcs12 -export -in a.pem -inkey a.key -name 'Hanako A002' -passout pass:secret-12 -out a.p12
openssl pkcs12 -in a.p12 -passin pass:secret-12 -nokeys -out text.pem
cat >read.js <<'JS'
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Certificate } from '@fidm/x509';

const pem = readFileSync(process.argv[2]);
const read = (reader) => {
  try {
    return reader();
  } catch (error) {
    return error.message;
  }
};
const byLibrary = read(() => Certificate.fromPEM(pem).subject.commonName);
console.log(`@fidm/x509 "${byLibrary}", node "${read(() => new X509Certificate(pem).subject)}"`);
JS

seen 'without text: @fidm/x509 "A002", node "CN=A002"
after "Bag Attributes": @fidm/x509 "pem: invalid BEGIN line", node "CN=A002"' "without text: $(node read.js a.pem)
after \"$(head -n 1 text.pem)\": $(node read.js text.pem)"
