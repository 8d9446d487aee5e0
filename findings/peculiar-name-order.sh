#!/usr/bin/env bash
# @peculiar/x509 reads and writes the string of a name in the other direction than RFC 4514: with the first part first.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages @peculiar/x509@2.2.0 reflect-metadata@0.2.2
needs openssl openssl
expected 'RFC 4514, 2.1: the string starts with the last part of the name. So the string that openssl writes
  by RFC 2253, the same order, is read as the same name again.'

self_signed ca '/C=JP/O=Hanako Bank/CN=Bank CA'
string=$(openssl x509 -in ca.pem -noout -subject -nameopt RFC2253 | sed 's/^subject=//')
cat >read.js <<'JS'
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Name, X509Certificate } from '@peculiar/x509';

const { subject, subjectName } = new X509Certificate(readFileSync('ca.pem', 'utf8'));
const was = Buffer.from(subjectName.toArrayBuffer());
const read = Buffer.from(new Name(process.argv[2]).toArrayBuffer());
console.log(`the library: ${subject}`);
console.log(`openssl's string read by the library is the same name: ${read.equals(was)}`);
JS

seen "openssl: CN=Bank CA,O=Hanako Bank,C=JP
the library: C=JP, O=Hanako Bank, CN=Bank CA
openssl's string read by the library is the same name: false" "openssl: $string
$(node read.js "$string")"
