#!/usr/bin/env bash
# A friendly name with a colon: NSS's pk12util imports it, and NSS's certutil and pk12util take what stands before the
# colon for a token, and find nothing.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs openssl openssl
needs certutil libnss3-tools
needs pk12util libnss3-tools
expected 'RFC 2985, 5.5.1: a friendlyName is any text. What was imported under a name is found under it.'

printf 'secret-12' >password
new_nss_database database
self_signed a '/CN=A002'
openssl pkcs12 -export -in a.pem -inkey a.key -name 'Bank: A002' -passout file:password -out a.p12
pk12util -i a.p12 -d sql:database -w password >/dev/null

found_under() {
  certutil -L -d sql:database -n "$1" >/dev/null 2>&1 && echo found || echo 'not found'
}

exported() {
  pk12util -o out.p12 -n "$1" -d sql:database -w password >/dev/null 2>&1 && echo found || echo 'not found'
}

seen 'imported as "Bank: A002", listed as "NSS Certificate DB:Bank: A002"
under "Bank: A002": not found
under "NSS Certificate DB:Bank: A002": found
pk12util -o: not found' "imported as \"Bank: A002\", listed as \"$(certutil -L -d sql:database | sed -n 's/  *u,u,u$//p')\"
under \"Bank: A002\": $(found_under 'Bank: A002')
under \"NSS Certificate DB:Bank: A002\": $(found_under 'NSS Certificate DB:Bank: A002')
pk12util -o: $(exported 'Bank: A002')"
