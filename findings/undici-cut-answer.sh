#!/usr/bin/env bash
# undici has three errors for an answer that is cut off by the end of its connection, by how its length was to be known; the one for
# an answer in chunks has no code, and says that the other side does not speak HTTP.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages undici@7.30.2
expected 'RFC 9112, 8: a message that ends before its length is incomplete, whichever way the length was told.
  One error for all of them, with a code, by which to try again.'

cat >ask.js <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:net';
import { request } from 'undici';

const BY_LENGTH = 'Content-Length: 20\r\n\r\n{"stat';
const IN_CHUNKS = 'Transfer-Encoding: chunked\r\n\r\n14\r\n{"stat';
const answers = {
  'by length, kept open': BY_LENGTH,
  'in chunks, kept open': IN_CHUNKS,
  'by length, to be closed': `Connection: close\r\n${BY_LENGTH}`,
  'in chunks, to be closed': `Connection: close\r\n${IN_CHUNKS}`,
};
for (const [name, answer] of Object.entries(answers)) {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${answer}`));
  }).listen(0);
  await once(server, 'listening');
  const error = await request(`http://localhost:${server.address().port}/`)
    .then(({ body }) => body.text())
    .catch((thrown) => thrown);
  console.log(`${name}: ${error.name}, code ${error.code}`);
  server.close();
}
process.exit();
JS

seen 'by length, kept open: SocketError, code UND_ERR_SOCKET
in chunks, kept open: SocketError, code UND_ERR_SOCKET
by length, to be closed: ResponseContentLengthMismatchError, code UND_ERR_RES_CONTENT_LENGTH_MISMATCH
in chunks, to be closed: HTTPParserError, code undefined' "$(node ask.js)"
