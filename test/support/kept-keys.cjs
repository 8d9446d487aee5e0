// Hands out RSA keys that were made before in the place of new ones: to test files by kept-keys.ts, to the programs that
// they start by --require. KEPT_KEYS names the folder of the keys, KEPT_KEYS_TAKEN the one in which a file of a key's name
// says that this test file has it: real keys, none of them twice in a test file. What is missing is made, and kept. What
// key-scope.ts gives names two folders: its own, and the test file's, whose keys are not for it either.
'use strict';

const crypto = require('node:crypto');
const { closeSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { delimiter, join } = require('node:path');
const { promisify } = require('node:util');
const { makeRsaKey, makeRsaKeySync } = require('./quick-rsa.cjs');

const { subtle } = crypto.webcrypto;
const make = promisify(crypto.generateKeyPair);
const makeForWeb = subtle.generateKey.bind(subtle);

/** The PEM of a kept key that nobody in this test file has taken. */
function take(bits) {
  const { KEPT_KEYS: kept } = process.env;
  const { taken, all } = takenFolders();
  const gone = new Set(all.flatMap((folder) => readdirSync(folder)));
  for (const name of readdirSync(kept)) {
    if (!name.startsWith(`${bits}-`) || !name.endsWith('.pem') || gone.has(name)) continue;
    if (claim(join(taken, name))) return readFileSync(join(kept, name), 'utf8');
  }
  return undefined;
}

/** Where this process says what it has taken, and all that say what is not for it: a test file's scopes are beneath its folder. */
function takenFolders() {
  const [taken, ...others] = process.env.KEPT_KEYS_TAKEN.split(delimiter);
  if (others.length > 0) return { taken, all: [taken, ...others] };
  const scopes = readdirSync(taken, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return { taken, all: [taken, ...scopes.map(({ name }) => join(taken, name))] };
}

/** Whether nobody was faster. */
function claim(file) {
  try {
    closeSync(openSync(file, 'wx'));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function keep(bits, pem) {
  const { KEPT_KEYS: kept } = process.env;
  const { taken } = takenFolders();
  const name = `${bits}-${crypto.randomUUID()}.pem`;
  claim(join(taken, name));
  writeFileSync(join(kept, `${name}.new`), pem);
  renameSync(join(kept, `${name}.new`), join(kept, name));
}

async function takeOrMake(type, options) {
  if (type !== 'rsa' || Object.keys(options).join() !== 'modulusLength') return make(type, options);
  const privateKey = await rsaKeyOf(options.modulusLength);
  return { privateKey, publicKey: crypto.createPublicKey(privateKey) };
}

/** One that is kept, or a new one, which is kept then. */
async function rsaKeyOf(bits) {
  const pem = take(bits);
  if (pem) return crypto.createPrivateKey(pem);
  const key = await makeRsaKey(bits);
  keep(bits, key.export({ type: 'pkcs8', format: 'pem' }));
  return key;
}

/**
 * PKCS#8 PEM of an RSA key, at once. `generateKeyPairSync` itself always makes a new one: modules have such keys for good, and serve
 * several test files with them.
 */
function rsaKey(bits) {
  const taken = process.env.KEPT_KEYS && take(bits);
  if (taken) return taken;
  const pem = makeRsaKeySync(bits).export({ type: 'pkcs8', format: 'pem' });
  if (process.env.KEPT_KEYS) keep(bits, pem);
  return pem;
}

/** For keys that sign and may be read, as those of the practice bank's CA. */
async function takeOrMakeForWeb(algorithm, extractable, usages) {
  const { name, modulusLength, publicExponent } = algorithm;
  const isUsual = extractable && publicExponent && Buffer.from(publicExponent).toString('hex') === '010001';
  if (name !== 'RSASSA-PKCS1-v1_5' || !isUsual) return makeForWeb(algorithm, extractable, usages);
  const privateKey = await rsaKeyOf(modulusLength);
  const read = (key, format, use) => {
    const der = key.export({ type: format, format: 'der' });
    const wanted = usages.filter((usage) => usage === use);
    return subtle.importKey(format, der, algorithm, true, wanted);
  };
  return {
    privateKey: await read(privateKey, 'pkcs8', 'sign'),
    publicKey: await read(crypto.createPublicKey(privateKey), 'spki', 'verify'),
  };
}

if (process.env.KEPT_KEYS) {
  Object.defineProperty(crypto.generateKeyPair, promisify.custom, { value: takeOrMake });
  subtle.generateKey = takeOrMakeForWeb;
  syncBuiltinESMExports();
}

module.exports = { rsaKey };
