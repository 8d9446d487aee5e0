#!/usr/bin/env node
// A stand-in for Windows' certutil.exe, for tests on systems without it. It is not certutil: it knows only the forms
// of its arguments that cert-tool uses, keeps a store in a folder, and answers in the shapes of certutil's text. The
// labels that people's scripts and logs on the web show are theirs ("Cert Hash(sha1)", "Cert ハッシュ(sha1)",
// "この日以前", "コマンドは正常に完了しました", "コマンド エラーです"); the others are made up, for nothing may depend on
// them. What the real program answers is known only from the Windows job of the project's workflow.
//
// STAND_IN_STORE: the folder. STAND_IN_LANGUAGE: ja (in code page 932) or en. STAND_IN_HASHES=spaced: as before
// Windows 10. STAND_IN_SPLIT=no: a version that puts no files with -split. STAND_IN_COPIES, STAND_IN_FAULT: see below.
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

const { STAND_IN_STORE: store = '', STAND_IN_LANGUAGE: language = 'en', STAND_IN_FAULT: fault } = process.env;
const spaced = process.env.STAND_IN_HASHES === 'spaced';
const splits = process.env.STAND_IN_SPLIT !== 'no';
const copies = Number(process.env.STAND_IN_COPIES ?? 0);
const args = process.argv.slice(2);
const KSP = 'Microsoft Software Key Storage Provider';
const MACHINE = 'f0a99c17-76d3-498a-97de-2992c06105fd';

const en = {
  store: 'Personal',
  certificate: 'Certificate',
  serial: 'Serial Number',
  issuer: 'Issuer',
  notBefore: 'NotBefore',
  notAfter: 'NotAfter',
  subject: 'Subject',
  notRoot: 'Non-root Certificate',
  hash: 'Cert Hash(sha1)',
  container: 'Key Container',
  unique: 'Unique container name',
  provider: 'Provider',
  noKey: 'No key provider information\r\nCannot find the certificate and private key for decryption.',
  tested: 'Private key is NOT exportable\r\nSignature test passed',
  added: 'added to store.',
  deleting: 'Deleting Certificate',
  done: (verb) => `CertUtil: ${verb} command completed successfully.`,
  failed: (verb) => `CertUtil: ${verb} command FAILED:`,
};
const ja = {
  store: '個人',
  certificate: '証明書',
  serial: 'シリアル番号',
  issuer: '発行者',
  notBefore: 'この日以降',
  notAfter: 'この日以前',
  subject: 'サブジェクト',
  notRoot: 'ルート以外の証明書',
  hash: 'Cert ハッシュ(sha1)',
  container: 'キー コンテナー',
  unique: '一意なコンテナー名',
  provider: 'プロバイダー',
  noKey: 'キー プロバイダー情報がありません\r\n暗号化解除の証明書と秘密キーが見つかりません。',
  tested: '秘密キーはエクスポートできません\r\n署名テストに合格しました',
  added: 'がストアに追加されました。',
  deleting: '証明書を削除しています',
  done: (verb) => `CertUtil: ${verb} コマンドは正常に完了しました。`,
  failed: (verb) => `CertUtil: ${verb} コマンド エラーです:`,
};
const text = language === 'ja' ? ja : en;

/** Code page 932: each letter's octets. */
let table;

/** Written at once, for a listing has thousands of lines. */
const printed = [];
process.on('exit', () => writeFileSync(1, Buffer.concat(printed)));

mkdirSync(join(store, 'keys'), { recursive: true });
appendFileSync(
  join(store, 'runs.txt'),
  `${args.map((arg, at) => (args[at - 1] === '-p' ? '***' : arg)).join(' ')}\n`,
);

if (fault === 'hang') setInterval(() => undefined, 1000);
else if (fault === 'silent') process.exit(0);
else main();

function main() {
  if (matches('-user', '-silent', '-store', 'My', HEX)) return show(args[4]);
  if (matches('-user', '-silent', '-store', 'My', HEX, PATH)) return show(args[4], args[5]);
  if (matches('-user', '-silent', '-split', '-store', 'My')) return list();
  if (matches('-user', '-f', '-p', PASSWORD, '-importPFX', 'My', PATH, 'NoExport,NoRoot'))
    return importPfx(args[3], args[6]);
  if (matches('-user', '-delstore', 'My', HEX)) return remove(args[3]);
  broken(`arguments: ${args.join(' ')}`);
}

function matches(...pattern) {
  return (
    pattern.length === args.length &&
    pattern.every((part, at) => (typeof part === 'string' ? part === args[at] : part(args[at])))
  );
}
function HEX(arg) {
  return /^[0-9a-f]{40}$/.test(arg);
}
function PATH(arg) {
  return isAbsolute(arg);
}
/** 192 random bits at the least, and nothing that certutil could take for an option or a question. */
function PASSWORD(arg) {
  return /^[0-9a-f]{48,}$/.test(arg);
}

/** What cert-tool must never do; the tests look whether this file is there. */
function broken(rule) {
  appendFileSync(join(store, 'broken-rules.txt'), `${rule}\n`);
  process.exit(87);
}

function entries() {
  return readdirSync(store)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, ...JSON.parse(readFileSync(join(store, name), 'utf8')) }));
}

function list() {
  say(`My "${text.store}"`);
  let at = 0;
  for (const entry of entries()) {
    const certificate = parsed(entry.der);
    for (const copy of copiesOf(entry, certificate)) {
      describe(copy, certificate, at);
      if (splits) writeFileSync(`Blob0_${at}.crt`, copy.der, { flag: 'wx' });
      at += 1;
    }
  }
  end('-store');
}

/** The certificate itself, or with STAND_IN_COPIES that many, which differ in their serial numbers. */
function* copiesOf({ name, der, key }, certificate) {
  if (!copies || !certificate) return yield { name, der: Buffer.from(der, 'base64'), key };
  const serial = certificate.raw.indexOf(Buffer.from(certificate.serialNumber, 'hex'));
  for (let count = 0; count < copies; count++) {
    const copy = Buffer.from(certificate.raw);
    copy.writeUInt32BE(count, serial + 4);
    yield { name: createHash('sha1').update(copy).digest('hex'), der: copy, key };
  }
}

/** certutil finds by hash and by serial number. */
function show(id, file) {
  const found = entries().filter(
    ({ name, der }) => name.startsWith(id) || parsed(der)?.serialNumber.toLowerCase() === id,
  );
  say(`My "${text.store}"`);
  if (found.length === 0) return fail('-store', '0x80090011 (-2146893807 NTE_NOT_FOUND)', 17);
  describe(found[0], parsed(found[0].der), 0);
  if (file) {
    if (existsSync(file)) broken(`-store would ask before it overwrites ${file}`);
    writeFileSync(file, Buffer.from(found[0].der, 'base64'));
  }
  end('-store');
}

function describe({ name, key }, certificate, at) {
  say(`================ ${text.certificate} ${at} ================`);
  if (certificate) {
    say(`${text.serial}: ${certificate.serialNumber.toLowerCase()}`);
    say(`${text.issuer}: ${certificate.issuer}`);
    say(` ${text.notBefore}: 2020/03/04 0:00\r\n ${text.notAfter}: 2099/12/31 8:59`);
    say(`${text.subject}: ${certificate.subject}`);
  }
  say(text.notRoot);
  const hash = name.slice(0, 40);
  say(`${text.hash}: ${spaced ? hash.match(/../g).join(' ') : hash}`);
  if (!key) return say(text.noKey);
  say(`  ${text.container} = {${key}}`);
  if (!existsSync(join(store, 'keys', `${key}.pem`))) return say('Missing stored keyset');
  say(`  ${text.unique}: ${createHash('md5').update(key).digest('hex')}_${MACHINE}`);
  say(`  ${text.provider} = ${KSP}\r\n${text.tested}`);
}

function parsed(der) {
  try {
    return new X509Certificate(Buffer.from(der, 'base64'));
  } catch {
    return undefined;
  }
}

function importPfx(password, file) {
  if (statSync(file).mode & 0o077 || statSync(dirname(file)).mode & 0o077) broken(`others can read ${file}`);
  if (fault?.startsWith('0x')) return fail('-importPFX', `${fault} (-1 E_FAULT)`, Number(fault) & 0xff || 1);
  if (fault === 'kill-before') process.kill(process.ppid, 'SIGKILL');
  const pem = execFileSync('openssl', ['pkcs12', '-in', file, '-passin', 'stdin', '-nodes'], {
    input: password,
    stdio: ['pipe', 'pipe', 'pipe'],
  }).toString();
  if (!pem.includes(`Microsoft CSP Name: ${KSP}`)) broken('the key would go to a provider without SHA-256');
  const certificates = pem
    .match(/^-----BEGIN CERTIFICATE-----$[\s\S]*?^-----END CERTIFICATE-----$/gm)
    .map((each) => new X509Certificate(each));
  if (certificates.some(({ subject, issuer }) => subject === issuer)) broken('a root in the PFX');
  const [leaf] = certificates;
  const thumbprint = leaf.fingerprint.replaceAll(':', '').toLowerCase();
  const key = `key-${thumbprint.slice(0, 8)}-${process.pid}`;
  writeFileSync(
    join(store, 'keys', `${key}.pem`),
    /^-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----/m.exec(pem)[0],
  );
  writeFileSync(join(store, `${thumbprint}.json`), JSON.stringify({ der: leaf.raw.toString('base64'), key }));
  if (fault === 'kill-after') process.kill(process.ppid, 'SIGKILL');
  say(`${text.certificate} "${leaf.subject}" ${text.added}\r\n`);
  end('-importPFX');
}

/** Leaves the key, and says that all is well even where nothing was there. */
function remove(hash) {
  say(`My "${text.store}"\r\n${text.deleting} 0`);
  if (fault !== 'deletes-nothing') rmSync(join(store, `${hash}.json`), { force: true });
  end('-delstore');
}

function end(verb) {
  say(text.done(verb));
}

function fail(verb, code, exit) {
  say(
    `${text.failed(verb)} ${code}\r\nCertUtil: ${language === 'ja' ? 'オブジェクトが見つかりません。' : 'Object was not found.'}`,
  );
  process.exitCode = exit;
}

function say(line) {
  printed.push(encoded(`${line}\r\n`));
}

function encoded(line) {
  if (language !== 'ja') return Buffer.from(line, 'latin1');
  return Buffer.from(Array.from(line, (letter) => cp932(letter)).flat());
}

/** What the code page does not have is a question mark, as in Windows. */
function cp932(letter) {
  if (letter.charCodeAt(0) < 0x80) return [letter.charCodeAt(0)];
  table ??= cp932Table();
  return table.get(letter) ?? [0x3f];
}

function cp932Table() {
  const pairs = [];
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    for (let trail = 0x40; trail <= 0xfc; trail++) pairs.push([lead, trail]);
  }
  const bytes = Uint8Array.from(pairs.flatMap((pair) => [...pair, 0x0a]));
  const letters = new TextDecoder('shift_jis').decode(bytes).split('\n');
  return new Map(letters.map((letter, at) => [letter, pairs[at]]));
}
