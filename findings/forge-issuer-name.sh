#!/usr/bin/env bash
# node-forge: the subject of a CA that was read cannot be given as the issuer of what that CA signs, when it has a
# UTF8String that is not ASCII, or a part of several attributes.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages node-forge@1.4.3
needs openssl openssl
expected "RFC 5280, 4.1.2.4: the issuer is the CA's subject. So with setIssuer(ca.subject.attributes) the
  certificate chains to the CA, as with names in ASCII."

cat >sign.js <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import forge from 'node-forge';

const { pki, md } = forge;
const [name] = process.argv.slice(2);
const ca = pki.certificateFromPem(readFileSync(`${name}.pem`, 'utf8'));
const key = pki.privateKeyFromPem(readFileSync(`${name}.key`, 'utf8'));
const certificate = pki.createCertificate();
certificate.publicKey = ca.publicKey;
certificate.serialNumber = '01';
certificate.validity = ca.validity;
certificate.setSubject([{ name: 'commonName', value: 'A002' }]);
certificate.setIssuer(ca.subject.attributes);
certificate.sign(key, md.sha256.create());
writeFileSync('signed.pem', pki.certificateToPem(certificate));
JS

# As openssl shows the issuer, and whether it finds the CA.
signed_by() {
  self_signed "$1" "$2"
  node sign.js "$1"
  local issuer chain
  issuer=$(openssl x509 -in signed.pem -noout -issuer -nameopt RFC2253)
  chain=$(openssl verify -CAfile "$1.pem" signed.pem 2>&1 || true)
  chain=$(grep -oE 'OK$|unable to get local issuer certificate' <<<"$chain")
  echo "$2: $issuer, $chain"
}

seen '/O=Hanako Bank/CN=CA: issuer=CN=CA,O=Hanako Bank, OK
/O=花子/CN=CA: issuer=CN=CA,O=\C3\A8\C2\8A\C2\B1\C3\A5\C2\AD\C2\90, unable to get local issuer certificate
/O=Hanako Bank+CN=CA: issuer=O=Hanako Bank,CN=CA, unable to get local issuer certificate' "$(signed_by ascii '/O=Hanako Bank/CN=CA')
$(signed_by japanese '/O=花子/CN=CA')
$(signed_by several '/O=Hanako Bank+CN=CA')"
