#!/usr/bin/env bash
# An IPv6 address in NO_PROXY: undici and proxy-from-env understand it only with brackets, curl and wget only without.
# Where both ways are written, all do.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages undici@7.30.2 proxy-from-env@2.1.0 axios@1.21.1
needs curl curl
needs wget wget
expected 'RFC 4291, 2.2, writes an address without brackets, RFC 3986, 3.2.2, in a URL with them; NO_PROXY holds no
  URLs. Programs of one user have one NO_PROXY, and what keeps an address from the proxy for one does for the others.'

cat >ask.js <<'JS'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import axios from 'axios';
import { getProxyForUrl } from 'proxy-from-env';
import { EnvHttpProxyAgent, request } from 'undici';

// Nobody listens there.
const URL_OF_BANK = 'https://[::1]:9/';
let asked = false;
const proxy = createServer().on('connect', (_, socket) => {
  asked = true;
  socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
});
const ignored = () => undefined;
const run = (program, ...args) =>
  new Promise((resolve) => spawn(program, [...args, URL_OF_BANK], { stdio: 'ignore' }).on('close', resolve));
const programs = {
  undici: () => request(URL_OF_BANK, { dispatcher: new EnvHttpProxyAgent() }).catch(ignored),
  'proxy-from-env': async () => {
    asked = getProxyForUrl(URL_OF_BANK) !== '';
  },
  axios: () => axios.get(URL_OF_BANK).catch(ignored),
  curl: () => run('curl', '--silent', '--max-time', '30'),
  wget: () => run('wget', '--quiet', '--tries=1', '--timeout=30'),
};

proxy.listen(0, '127.0.0.1', async () => {
  for (const name of ['http_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'all_proxy']) delete process.env[name];
  process.env.https_proxy = `http://127.0.0.1:${proxy.address().port}`;
  for (const list of ['', '::1', '[::1]', '::1,[::1]']) {
    process.env.no_proxy = process.env.NO_PROXY = list;
    const found = { proxy: [], direct: [] };
    for (const [name, ask] of Object.entries(programs)) {
      asked = false;
      await ask();
      found[asked ? 'proxy' : 'direct'].push(name);
    }
    const [byProxy, past] = [found.proxy, found.direct].map((names) => names.join(', ') || 'none');
    console.log(`"${list}" by the proxy: ${byProxy}; past it: ${past}`);
  }
  process.exit();
});
JS

seen '"" by the proxy: undici, proxy-from-env, axios, curl, wget; past it: none
"::1" by the proxy: undici, proxy-from-env; past it: axios, curl, wget
"[::1]" by the proxy: curl, wget; past it: undici, proxy-from-env, axios
"::1,[::1]" by the proxy: none; past it: undici, proxy-from-env, axios, curl, wget' "$(node ask.js)"
