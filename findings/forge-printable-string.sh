#!/usr/bin/env bash
# node-forge writes every value of a subject as a PrintableString unless it is told another type, whatever is in it.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages node-forge@1.4.3
needs openssl openssl
expected 'RFC 5280, 4.1.2.4, and X.680, 41.4: a PrintableString holds some ASCII characters; all else goes
  as a UTF8String, or is refused.'

cat >write.js <<'JS'
import { writeFileSync } from 'node:fs';
import forge from 'node-forge';

const { pki, md, asn1 } = forge;
const keys = pki.rsa.generateKeyPair(2048);
const write = (name, value, more) => {
  const csr = pki.createCertificationRequest();
  csr.publicKey = keys.publicKey;
  csr.setSubject([{ name: 'commonName', value, ...more }]);
  csr.sign(keys.privateKey, md.sha256.create());
  writeFileSync(name, pki.certificationRequestToPem(csr));
};
write('latin.csr', 'Café');
write('japanese.csr', '花子');
write('typed.csr', '花子', { valueTagClass: asn1.Type.UTF8 });
JS
cat >read.js <<'JS'
import { readFileSync } from 'node:fs';
import forge from 'node-forge';

try {
  forge.pki.certificationRequestFromPem(readFileSync('japanese.csr', 'utf8'));
  console.log('read');
} catch (error) {
  console.log(error.message);
}
JS
node write.js

subject_of() {
  local name
  name=$(openssl req -in "$1" -noout -subject -nameopt multiline,show_type 2>/dev/null) || echo 'not read'
  sed -n 's/.*= //p' <<<"$name"
}

seen 'Café, read by openssl: PRINTABLESTRING:Caf\E9
花子, read by openssl: not read
花子, read by node-forge: Too few bytes to read ASN.1 value.
花子 with valueTagClass UTF8, read by openssl: UTF8STRING:\U82B1\U5B50' "Café, read by openssl: $(subject_of latin.csr)
花子, read by openssl: $(subject_of japanese.csr)
花子, read by node-forge: $(node read.js)
花子 with valueTagClass UTF8, read by openssl: $(subject_of typed.csr)"
