#!/usr/bin/env bash
# selfsigned loses what stands after a comma in a value of the subject, and takes the low byte of each character of the
# common name for the host name.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages selfsigned@5.5.0
needs openssl openssl
expected 'RFC 5280, 4.1.2.4: the value of an attribute is in the certificate as it was given. 4.2.1.6: a
  dNSName is an IA5String, a host name; where the common name is none, there is none.'

cat >make.js <<'JS'
import { writeFileSync } from 'node:fs';
import { generate } from 'selfsigned';

const { cert } = await generate([
  { name: 'organizationName', value: 'Hanako, Inc.' },
  { name: 'commonName', value: '花子' },
]);
writeFileSync('made.pem', cert);
JS
node make.js

# The extension: its identifier, then one dNSName of two octets, the low bytes of U+82B1 and U+5B50.
low_bytes=0603551d11040630048202b150
has_low_bytes() {
  openssl x509 -in made.pem -outform DER | od -An -v -tx1 | tr -d ' \n' | grep -c "$low_bytes" || true
}

seen 'given: O "Hanako, Inc.", CN "花子"
subject=CN=花子,O=Hanako
subjectAltName with a dNSName of the octets b1 50: 1' "given: O \"Hanako, Inc.\", CN \"花子\"
$(openssl x509 -in made.pem -noout -subject -nameopt RFC2253,-esc_msb,utf8)
subjectAltName with a dNSName of the octets b1 50: $(has_low_bytes)"
