// Loaded into the program by --require: counts every write to the disk and every message to and from the bank, and
// strikes the process by KILL_SIGNAL at the one that KILL_AT names, before it happens. Without KILL_AT it writes
// their names to KILL_LIST when the program ends.
'use strict';

const fs = require('node:fs');
const tls = require('node:tls');

const at = process.env.KILL_AT === undefined ? -1 : Number(process.env.KILL_AT);
// Or at the first one whose name KILL_MATCH fits, once one was passed that KILL_AFTER fits.
const pattern = process.env.KILL_MATCH && new RegExp(process.env.KILL_MATCH);
const after = new RegExp(process.env.KILL_AFTER ?? '');
let isPassed = process.env.KILL_AFTER === undefined;
const list = process.env.KILL_LIST;
const here = process.env.CERT_TOOL_HOME;
const points = [];

function point(name) {
  const isMeant = isPassed && pattern?.test(name);
  if (points.length === at || isMeant) process.kill(process.pid, process.env.KILL_SIGNAL);
  isPassed ||= after.test(name);
  points.push(name);
}

/** Only what the program keeps: not the terminal, not /dev/null. */
function ours(file) {
  return typeof file === 'string' && file.startsWith(here) ? file.slice(here.length) : undefined;
}

for (const [holder, suffix] of [
  [fs, 'Sync'],
  [fs, ''],
  [fs.promises, ''],
]) {
  for (const name of ['mkdir', 'rename', 'rm', 'unlink', 'writeFile', 'appendFile', 'link', 'copyFile']) {
    const original = holder[name + suffix];
    holder[name + suffix] = function (file, ...rest) {
      const place = ours(file);
      if (place !== undefined) point(`${name} ${place}`);
      return original.call(this, file, ...rest);
    };
  }
}

/** Opened for reading alone a file stays as it is. */
function writes(flags = 'r') {
  const { O_WRONLY, O_RDWR } = fs.constants;
  return typeof flags === 'number' ? (flags & (O_WRONLY | O_RDWR)) !== 0 : !/^rs?$/.test(flags);
}

/** What was opened, by its descriptor. */
const opened = new Map();
const { openSync, closeSync, writeFileSync, fsync } = fs;
fs.openSync = function (file, flags, ...rest) {
  const place = ours(file);
  if (place !== undefined && writes(flags)) point(`open ${place}`);
  const descriptor = openSync.call(this, file, flags, ...rest);
  if (place !== undefined) opened.set(descriptor, place);
  return descriptor;
};
fs.closeSync = function (descriptor) {
  opened.delete(descriptor);
  return closeSync.call(this, descriptor);
};
fs.writeFileSync = function (file, ...rest) {
  const place = opened.get(file);
  if (place !== undefined) point(`writeFile ${place}`);
  return writeFileSync.call(this, file, ...rest);
};
fs.fsync = function (descriptor, ...rest) {
  const place = opened.get(descriptor);
  if (place !== undefined) point(`sync ${place}`);
  return fsync.call(this, descriptor, ...rest);
};

const { _writeGeneric: send, emit } = tls.TLSSocket.prototype;
tls.TLSSocket.prototype._writeGeneric = function (...args) {
  point('request');
  return send.apply(this, args);
};
tls.TLSSocket.prototype.emit = function (event, ...args) {
  // Both events tell of the same bytes: between them neither the PC nor the bank has changed.
  if ((event === 'data' || event === 'readable') && points.at(-1) !== 'answer') point('answer');
  return emit.call(this, event, ...args);
};

if (list) process.on('exit', () => fs.writeFileSync(list, JSON.stringify(points)));
