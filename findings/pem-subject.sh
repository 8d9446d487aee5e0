#!/usr/bin/env bash
# The npm package pem reads a subject from the text that openssl prints for people: parts of several attributes run
# together, and what openssl escapes stays escaped.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages pem@1.14.8
needs openssl openssl
expected 'RFC 5280, 4.1.2.4: a part of a name can hold several attributes, each with its value; a comma in a
  value is a comma.'

self_signed a '/O=Hanako, Inc./OU=Accounts+CN=A002'
cat >read.js <<'JS'
import { readFileSync } from 'node:fs';
import pem from 'pem';

pem.readCertificateInfo(readFileSync('a.pem', 'utf8'), (error, info) => {
  if (error) throw error;
  console.log(`organization ${info.organization}\nunit ${info.organizationUnit}\ncommon name ${info.commonName}`);
});
JS

seen 'the subject by openssl: subject=OU=Accounts+CN=A002,O=Hanako\, Inc.
organization Hanako\, Inc.
unit Accounts + CN = A002
common name A002' "the subject by openssl: $(openssl x509 -in a.pem -noout -subject -nameopt RFC2253)
$(node read.js)"
