#!/usr/bin/env bash
# Percents in the login of a proxy's address: axios and global-agent send them as they stand, needle decodes the password
# and then cuts it at its first colon. undici, https-proxy-agent, curl and wget send what is meant.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages axios@1.21.1 global-agent@4.1.6 needle@3.5.0 undici@7.30.2 https-proxy-agent@9.1.0
needs curl curl
needs wget wget
expected 'RFC 3986, 2.1 and 3.2.1: in a URL "\" and "@" in user and password are written %5C and %40. RFC 7617, 2: Basic
  takes them as they are, and the password may hold colons.'

cat >ask.js <<'JS'
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { get } from 'node:https';
import axios from 'axios';
import { createGlobalProxyAgent } from 'global-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import needle from 'needle';
import { ProxyAgent, request } from 'undici';

const BANK = 'https://bank.example/';
let login;
const note = ({ headers }) => {
  login = Buffer.from(headers['proxy-authorization'].replace('Basic ', ''), 'base64').toString();
};
const proxy = createServer((message, response) => {
  note(message);
  response.end();
}).on('connect', (message, socket) => {
  note(message);
  socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
});
const ignored = () => undefined;
const run = (program, ...args) =>
  new Promise((resolve) => spawn(program, [...args, BANK], { stdio: 'ignore' }).on('close', resolve));
const byAgent = (agent) =>
  new Promise((resolve) => get(BANK, { agent }).on('error', resolve).on('response', resolve));
const byGlobalAgent = (url) => {
  // It is made once, and then takes the agents of node for its own.
  process.env.GLOBAL_AGENT_HTTPS_PROXY = url;
  createGlobalProxyAgent();
  return byAgent();
};
const programs = {
  undici: (url) => request(BANK, { dispatcher: new ProxyAgent(url) }).catch(ignored),
  'https-proxy-agent': (url) => byAgent(new HttpsProxyAgent(url)),
  curl: () => run('curl', '--silent', '--max-time', '30'),
  wget: () => run('wget', '--quiet', '--tries=1', '--timeout=30'),
  axios: () => axios.get(BANK).catch(ignored),
  needle: (url) => needle('get', BANK, { proxy: url }).catch(ignored),
  'global-agent': byGlobalAgent,
};

proxy.listen(0, '127.0.0.1', async () => {
  const url = `http://OFFICE%5Chanako:p%40ss%3Aword@127.0.0.1:${proxy.address().port}`;
  for (const name of ['no_proxy', 'NO_PROXY', 'HTTPS_PROXY', 'HTTP_PROXY', 'http_proxy']) delete process.env[name];
  process.env.https_proxy = url;
  for (const [name, ask] of Object.entries(programs)) {
    login = 'nothing';
    await ask(url);
    console.log(`${name}: ${login}`);
  }
  process.exit();
});
JS

seen 'undici: OFFICE\hanako:p@ss:word
https-proxy-agent: OFFICE\hanako:p@ss:word
curl: OFFICE\hanako:p@ss:word
wget: OFFICE\hanako:p@ss:word
axios: OFFICE%5Chanako:p%40ss%3Aword
needle: OFFICE\hanako:p@ss
global-agent: OFFICE%5Chanako:p%40ss%3Aword' "$(node ask.js)"
