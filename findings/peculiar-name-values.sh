#!/usr/bin/env bash
# @peculiar/x509 reads the values of a name that is given as JSON as RFC 4514 text: quotes and backslashes go, "#" is DER.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages @peculiar/x509@2.2.0 reflect-metadata@0.2.2
expected 'A JSON name {"CN": ["…"]} is no text form: the value is the CN, character by character, as RFC 4514 escapes
  are for the one-line form "CN=…". { utf8String } takes it so.'

cat >names.js <<'JS'
import 'reflect-metadata';
import { Name } from '@peculiar/x509';

for (const value of ['"ab"', 'a\\b', '#6162', 'x "ab" y']) {
  const cn = (json) => {
    const [attribute] = new Name([{ CN: [json] }]).asn[0];
    return attribute.value.anyValue ? `DER of ${attribute.value.anyValue.byteLength} octets` : attribute.value.toString();
  };
  console.log(`${value} → ${cn(value)}; as utf8String ${cn({ utf8String: value })}`);
}
JS

seen '"ab" → ab; as utf8String "ab"
a\b → ab; as utf8String a\b
#6162 → DER of 2 octets; as utf8String #6162
x "ab" y → ab; as utf8String x "ab" y' "$(node names.js)"
