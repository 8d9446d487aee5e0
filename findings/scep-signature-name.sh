#!/usr/bin/env bash
# strongSwan's SCEP client cannot read what scepserver answers: the one names an RSA signature by its hash, too, the
# other knows rsaEncryption alone. Both do what the standard allows.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
needs openssl openssl
needs pki strongswan-pki
needs scepserver scep
expected "RFC 8894, 3: SCEP messages are CMS. RFC 3370, 3.2: for an RSA signature rsaEncryption must be
  understood, names with the hash, such as scepserver's sha1WithRSAEncryption, may be. A client and a server
  of SCEP understand each other."

port=$(free_port)
url="http://127.0.0.1:$port/scep"
scepserver ca -init -country JP -organization 'Hanako Bank' -key-password secret-12 >scepserver.log
scepserver -depot depot -port "$port" -challenge challenge -capass secret-12 >scepserver.log 2>&1 &
children+=($!)
until_listening "$port"

by_strongswan() {
  openssl genrsa -traditional -out client.key 2048 2>/dev/null
  # By its default, AES, it does not come as far.
  timeout 60 pki --scep --url "$url" --in client.key --dn 'C=JP, O=Hanako, CN=A002' --password challenge --cipher des3 \
    --cacert-enc depot/ca.pem --cacert-sig depot/ca.pem --cacert depot/ca.pem --outform pem >pki.out 2>pki.log || true
  if grep -q 'BEGIN CERTIFICATE' pki.out; then echo issued; else tail -n 2 pki.log | paste -sd';'; fi
}
by_scepclient() {
  timeout 60 scepclient -server-url "$url" -private-key other.key -challenge challenge -cn A003 \
    -certificate other.pem >scepclient.log 2>&1 || true
  if grep -q 'BEGIN CERTIFICATE' other.pem; then echo issued; else tail -n 1 scepclient.log; fi
}
# What the server has issued in spite of it.
issued() {
  grep -c "CN=$1" depot/index.txt || true
}

seen 'strongSwan: only RSA digest encryption supported;unable to verify PKCS#7 container
certificates issued to it: 1
scepclient: issued' "strongSwan: $(by_strongswan)
certificates issued to it: $(issued A002)
scepclient: $(by_scepclient)"
