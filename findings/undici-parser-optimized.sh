#!/usr/bin/env bash
# undici's parser of HTTP is WebAssembly, and nearly one function. A dozen answers are enough for V8 to optimize it, which takes
# 100 ms of a processor and 40 MB, on a thread that no profile of JavaScript shows. One flag alone does not keep V8 from it.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages undici@7.30.2
expected "\`node --v8-options\` says of --wasm-tier-up that it enables tier up to the optimizing compiler, so that without it
  nothing is optimized; and a client that ends after a dozen answers does not pay for what only a long run would gain."

cat >ask.js <<'JS'
import { createServer } from 'node:http';
import { Client } from 'undici';

const headers = { 'cache-control': 'no-store', 'content-type': 'application/json', 'x-request-id': 'a'.repeat(36) };
const server = createServer((_, response) => response.writeHead(200, headers).end('{"status":"ok"}'));
server.listen(0, '127.0.0.1', async () => {
  const client = new Client(`http://127.0.0.1:${server.address().port}`);
  for (let answers = 0; answers < 12; answers += 1) {
    const { body } = await client.request({ path: '/', method: 'GET' });
    await body.text();
  }
  await client.close();
  // What runs on the other thread is over by then.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  server.close();
});
JS

try() {
  printf '%s: ' "$*"
  node "$@" --trace-wasm-compilation-times ask.js |
    sed -n 's/.* using \(Liftoff\|TurboFan\), .* bodysize \([0-9]*\) .*/\1 \2/p' |
    awk '$2 > largest[$1] { largest[$1] = $2 } END {
      printf "largest function compiled %s bytes, optimized %s\n", largest["Liftoff"], largest["TurboFan"] + 0 }'
}

seen '--wasm-tier-up: largest function compiled 33670 bytes, optimized 33670
--no-wasm-tier-up: largest function compiled 33670 bytes, optimized 33670
--no-wasm-tier-up --no-wasm-dynamic-tiering: largest function compiled 33670 bytes, optimized 0' "$(
  try --wasm-tier-up
  try --no-wasm-tier-up
  try --no-wasm-tier-up --no-wasm-dynamic-tiering
)"
