#!/usr/bin/env bash
# Firefox that selects a certificate by itself presents the one that was installed first, however soon it expires.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"
. "$lib/firefox.bash"

needs_firefox
expected 'RFC 8446, 4.4.2.3, leaves open which of several certificates that all fit is presented. As
  Chromium takes the one that expires last, after a renewal the new one, so does Firefox.'

make_server
for name in 20 300; do
  client_certificate "$name days" "$name" basicConstraints=critical,CA:FALSE extendedKeyUsage=clientAuth
done

seen '20 days first, then 300 days: 20 days
300 days first, then 20 days: 300 days' "20 days first, then 300 days: $(presented_of '20 days' '300 days')
300 days first, then 20 days: $(presented_of '300 days' '20 days')"
