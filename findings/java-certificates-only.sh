#!/usr/bin/env bash
# Java sees no certificate in a PKCS#12 without keys, unless an attribute of Java's own marks it as trusted.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs openssl openssl
needs keytool openjdk-17-jre-headless
expected 'RFC 7292, 4.2.3: a CertBag holds a certificate; whether it goes with a key is told by localKeyId,
  trust by nothing.'

self_signed ca '/CN=Bank CA'
printf 'secret-12' >password
openssl pkcs12 -export -nokeys -in ca.pem -name 'Bank CA' -passout file:password -out openssl.p12
keytool -importcert -noprompt -alias 'bank ca' -file ca.pem -keystore java.p12 -storetype PKCS12 \
  -storepass:file password 2>keytool.log

by_java() {
  keytool -list -keystore "$1" -storetype PKCS12 -storepass:file password 2>/dev/null | grep -oE 'contains [0-9]+ entr'
}
by_openssl() {
  openssl pkcs12 -in "$1" -passin file:password -nokeys -out certificates.txt 2>/dev/null
  echo "contains $(grep -c 'BEGIN CERTIFICATE' certificates.txt), marked $(grep -c "$mark" certificates.txt || true)"
}
mark=2.16.840.1.113894.746875.1.1

seen "openssl's file: by openssl contains 1, marked 0; by keytool contains 0 entr
keytool's file: by openssl contains 1, marked 1; by keytool contains 1 entr" \
  "openssl's file: by openssl $(by_openssl openssl.p12); by keytool $(by_java openssl.p12)
keytool's file: by openssl $(by_openssl java.p12); by keytool $(by_java java.p12)"
