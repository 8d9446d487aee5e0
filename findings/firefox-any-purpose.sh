#!/usr/bin/env bash
# Firefox never presents a client certificate whose only extended key usage is anyExtendedKeyUsage; one without the
# extension it does.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"
. "$lib/firefox.bash"

needs_firefox
expected 'RFC 5280, 4.2.1.12: with anyExtendedKeyUsage the CA does not wish to restrict the uses of the key. A
  certificate without the extension is for anything, too. Both are presented, or neither.'

make_server
client_certificate 'any purpose' 30 basicConstraints=CA:FALSE extendedKeyUsage=anyExtendedKeyUsage
client_certificate 'any purpose and clientAuth' 30 basicConstraints=CA:FALSE extendedKeyUsage=anyExtendedKeyUsage,clientAuth
client_certificate 'no purpose named' 30 basicConstraints=CA:FALSE

seen 'any purpose: none
any purpose and clientAuth: any purpose and clientAuth
no purpose named: no purpose named' "any purpose: $(presented_of 'any purpose')
any purpose and clientAuth: $(presented_of 'any purpose and clientAuth')
no purpose named: $(presented_of 'no purpose named')"
