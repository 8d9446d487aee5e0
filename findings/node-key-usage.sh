#!/usr/bin/env bash
# Node's X509Certificate.keyUsage is the extended key usage; the key usage itself is not to be had.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
needs openssl openssl
expected 'RFC 5280, 4.2.1.3 (keyUsage: digitalSignature and others) and 4.2.1.12 (extKeyUsage: clientAuth
  and others) are two extensions. A property keyUsage tells the former.'

self_signed both '/CN=A002' -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=clientAuth
self_signed usage '/CN=A002' -addext keyUsage=critical,digitalSignature
read_by_node() {
  node -p "JSON.stringify(new crypto.X509Certificate(fs.readFileSync('$1')).keyUsage) ?? 'undefined'"
}

seen 'digitalSignature and clientAuth: ["1.3.6.1.5.5.7.3.2"]
digitalSignature alone: undefined' "digitalSignature and clientAuth: $(read_by_node both.pem)
digitalSignature alone: $(read_by_node usage.pem)"
