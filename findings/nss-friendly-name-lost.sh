#!/usr/bin/env bash
# NSS's pk12util drops the friendly name of a certificate whose subject is in the database already, as after a renewal:
# it takes the name of the one that was there, and neither can be named alone.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs openssl openssl
needs certutil libnss3-tools
needs pk12util libnss3-tools
expected 'RFC 7292, 4.2, and PKCS #9 (RFC 2985, 5.5.1): friendlyName is for the user, who finds the
  certificate under it.'

printf 'secret-12' >password
new_nss_database database
for serial in 1 2; do
  self_signed "$serial" '/O=Hanako Bank/CN=A002' -set_serial "$serial"
  openssl pkcs12 -export -in "$serial.pem" -inkey "$serial.key" -name "year $serial" -passout file:password -out "$serial.p12"
  pk12util -i "$serial.p12" -d sql:database -w password >/dev/null
done

under() {
  local found
  found=$(certutil -L -d sql:database -n "$1" 2>/dev/null || true)
  sed -n 's/^ *Serial Number: \([0-9]*\) .*/\1/p' <<<"$found" | sort | tr '\n' ' '
}

seen 'names in the database after importing "year 1" and "year 2":
year 1
year 1
serial numbers under "year 1": 1 2 
serial numbers under "year 2": ' "names in the database after importing \"year 1\" and \"year 2\":
$(certutil -L -d sql:database | sed -n 's/  *u,u,u$//p')
serial numbers under \"year 1\": $(under 'year 1')
serial numbers under \"year 2\": $(under 'year 2')"
