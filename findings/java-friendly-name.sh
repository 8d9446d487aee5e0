#!/usr/bin/env bash
# Java takes a PKCS#12's friendly names for its own unique aliases in lower case: of two keys of one name it sees one.
# NSS's pk12util writes such files as soon as a database holds two certificates of one subject.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs openssl openssl
needs certutil libnss3-tools
needs pk12util libnss3-tools
needs keytool openjdk-17-jre-headless
expected 'RFC 7292, 4.2, and RFC 2985, 5.5.1 and 5.5.2: a friendlyName is for the user and need not be
  unique, the localKeyId joins key and certificate. So both pairs are there, under their names as they are.'

printf 'secret-12' >password
new_nss_database database
for serial in 1 2; do
  self_signed "$serial" '/O=Hanako Bank/CN=A002' -set_serial "$serial"
  openssl pkcs12 -export -in "$serial.pem" -inkey "$serial.key" -name 'Hanako A002' -passout file:password -out "$serial.p12"
  pk12util -i "$serial.p12" -d sql:database -w password >/dev/null
done
pk12util -o both.p12 -n 'Hanako A002' -d sql:database -w password >/dev/null

of_openssl=$(openssl pkcs12 -in both.p12 -passin file:password -nodes)
of_java=$(keytool -list -keystore both.p12 -storetype PKCS12 -storepass:file password 2>/dev/null)
seen 'keys in the file, by openssl: 2
keys in the file, by keytool: 1
their names: Hanako A002
its alias: hanako a002' "keys in the file, by openssl: $(grep -c 'BEGIN PRIVATE KEY' <<<"$of_openssl")
keys in the file, by keytool: $(grep -c PrivateKeyEntry <<<"$of_java")
their names: $(sed -n 's/^ *friendlyName: //p' <<<"$of_openssl" | sort -u)
its alias: $(sed -n 's/, .*PrivateKeyEntry.*//p' <<<"$of_java")"
