#!/usr/bin/env bash
# node-forge and a PKCS#12 with AES whose password is not ASCII: it opens its own files, nobody else's, and nobody opens
# its.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages node-forge@1.4.3
needs openssl openssl
expected 'PBES2 (RFC 8018, 3: the password is octets, ASCII and UTF-8 are the suggestions) in a PKCS#12 (RFC
  7292): what one writes the other opens, as with triple DES, where RFC 7292, B.1, says BMPString.'

self_signed a '/CN=A002'
cat >pkcs12.js <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import forge from 'node-forge';

const { pki, pkcs12, asn1 } = forge;
const [order, file, password, algorithm] = process.argv.slice(2);
if (order === 'write') {
  const key = pki.privateKeyFromPem(readFileSync('a.key', 'utf8'));
  const certificate = pki.certificateFromPem(readFileSync('a.pem', 'utf8'));
  const p12 = pkcs12.toPkcs12Asn1(key, [certificate], password, { algorithm });
  writeFileSync(file, asn1.toDer(p12).getBytes(), 'latin1');
} else {
  try {
    pkcs12.pkcs12FromAsn1(asn1.fromDer(readFileSync(file, 'latin1')), password);
    console.log('opened');
  } catch (error) {
    console.log(error.message);
  }
}
JS
by_openssl() {
  openssl pkcs12 -in "$1" -passin "pass:$2" -nodes -out /dev/null 2>/dev/null && echo opened || echo 'not opened'
}

# both_ways PASSWORD ALGORITHM OPENSSL'S-NAME
both_ways() {
  node pkcs12.js write forge.p12 "$1" "$2"
  openssl pkcs12 -export -in a.pem -inkey a.key -passout "pass:$1" -keypbe "$3" -certpbe "$3" -out openssl.p12
  echo "$1, $2"
  echo "  node-forge's by openssl: $(by_openssl forge.p12 "$1")"
  echo "  openssl's by node-forge: $(node pkcs12.js read openssl.p12 "$1")"
  echo "  node-forge's by itself: $(node pkcs12.js read forge.p12 "$1")"
}

seen "himitsu-12, aes256
  node-forge's by openssl: opened
  openssl's by node-forge: opened
  node-forge's by itself: opened
ひみつ-12, aes256
  node-forge's by openssl: not opened
  openssl's by node-forge: Failed to decrypt PKCS#12 SafeContents.
  node-forge's by itself: opened
ひみつ-12, 3des
  node-forge's by openssl: opened
  openssl's by node-forge: opened
  node-forge's by itself: opened" "$(both_ways himitsu-12 aes256 AES-256-CBC)
$(both_ways ひみつ-12 aes256 AES-256-CBC)
$(both_ways ひみつ-12 3des PBE-SHA1-3DES)"
