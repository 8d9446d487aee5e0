#!/usr/bin/env bash
# Firefox never presents a client certificate that is a CA (CA:TRUE) and has the usage clientAuth; without the usage it
# does.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"
. "$lib/firefox.bash"

needs_firefox
expected 'RFC 5280, 4.2.1.12: clientAuth is what a client certificate is for; a certificate without the
  extension is for anything. So the one with it is as good as the one without.'

make_server
client_certificate 'CA with clientAuth' 30 basicConstraints=critical,CA:TRUE extendedKeyUsage=clientAuth
client_certificate 'CA' 30 basicConstraints=critical,CA:TRUE
client_certificate 'clientAuth' 30 basicConstraints=critical,CA:FALSE extendedKeyUsage=clientAuth

seen 'CA with clientAuth: none
CA: CA
clientAuth: clientAuth' "CA with clientAuth: $(presented_of 'CA with clientAuth')
CA: $(presented_of CA)
clientAuth: $(presented_of clientAuth)"
