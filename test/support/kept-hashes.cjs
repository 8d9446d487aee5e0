// A secret's hash is slow on purpose (RFC 7914), and tests give the same secret again and again: of the same secret, salt and
// cost it is computed once in a process. Loaded by kept-keys.ts.
'use strict';

const crypto = require('node:crypto');
const { syncBuiltinESMExports } = require('node:module');

const { scrypt } = crypto;
/** What is quicker than this is not worth keeping. */
const SLOW = 2 ** 14;
const kept = new Map();

crypto.scrypt = function keptScrypt(secret, salt, length, options, callback) {
  if (!callback || !(options.N >= SLOW)) return scrypt(secret, salt, length, options, callback);
  const hex = (given) => Buffer.from(given).toString('hex');
  const id = JSON.stringify([hex(secret), hex(salt), length, options]);
  const hash = kept.get(id);
  if (hash) return void setImmediate(callback, null, Buffer.from(hash));
  return scrypt(secret, salt, length, options, (error, made) => {
    if (made) kept.set(id, Buffer.from(made));
    callback(error, made);
  });
};
syncBuiltinESMExports();
