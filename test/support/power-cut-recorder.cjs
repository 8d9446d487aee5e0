// Loaded into the program by --require: records all that it changes below RECORD_IN, each sync with what it covers, and
// each request and answer, and writes that to the file RECORD_TO when the program ends. At each answer it copies the bank's
// folder BANK_FOLDER, which is quiet then, to BANK_COPIES/<number>. test/support/power-cuts/ makes disks of that.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const tls = require('node:tls');

const { RECORD_IN: home, RECORD_TO, BANK_FOLDER, BANK_COPIES } = process.env;
const { cpSync, existsSync, fstatSync, lstatSync, readdirSync, writeFileSync } = fs;
const steps = [];
/** Calls of node:fs call one another: only the outermost counts. */
let depth = 0;

const ours = (file) =>
  typeof file === 'string' && (file === home || file.startsWith(`${home}/`))
    ? path.relative(home, file)
    : undefined;

/** Replaces a function by one that calls it and then records what it did, unless it fails. */
function afterSync(name, record, prepare = () => undefined) {
  const original = fs[name];
  fs[name] = function (...args) {
    const before = depth === 0 ? prepare(...args) : undefined;
    depth += 1;
    try {
      const result = original.apply(this, args);
      if (depth === 1) record(args, result, before);
      return result;
    } finally {
      depth -= 1;
    }
  };
}

function afterCallback(name, record) {
  const original = fs[name];
  fs[name] = function (...args) {
    const done = args.pop();
    const covered = steps.length;
    return original.call(this, ...args, (error, ...results) => {
      if (!error) record(args, covered);
      done(error, ...results);
    });
  };
}

function afterPromise(name, record, prepare = () => undefined) {
  const original = fs.promises[name];
  fs.promises[name] = async function (...args) {
    const before = prepare(...args);
    const result = await original.apply(this, args);
    record(args, before);
    return result;
  };
}

/** What was opened, by its descriptor, which the system gives again. */
const opened = new Map();
const step = (value) => steps.push(value);
const ifOurs = (make) => (args) => {
  const place = ours(args[0]);
  if (place !== undefined) step(make(place, args));
};

afterSync(
  'openSync',
  ([file], descriptor, wasThere) => {
    const place = ours(file);
    if (place === undefined) return;
    if (!wasThere) step({ act: 'create', path: place, mode: fstatSync(descriptor).mode & 0o777 });
    step({ act: 'open', path: place, file: steps.length });
    opened.set(descriptor, steps.length - 1);
  },
  existsSync,
);
afterSync('closeSync', ([descriptor]) => opened.delete(descriptor));
const written = (args, length) => {
  const file = opened.get(args[0]);
  if (file === undefined) return;
  const bytes = Buffer.from(args[1]).subarray(0, length);
  step({ act: 'write', file, data: bytes.toString('base64') });
};
afterSync('writeSync', (args, length) => written(args, length));
for (const name of ['writeFileSync', 'appendFileSync']) afterSync(name, (args) => written(args));
afterSync('mkdirSync', ([file, options]) =>
  ifOurs((place) => ({ act: 'mkdir', path: place, mode: options?.mode ?? 0o777 }))([file]),
);
const removed = ifOurs((place) => ({ act: 'unlink', path: place }));
/** Trees that are being removed, by functions that are called here, too, or are not: that differs by Node's version. */
const going = new Set();
const removedAlone = (args) => {
  if (![...going].some((tree) => tree.includes(args[0]))) removed(args);
};
afterSync('unlinkSync', removedAlone);
afterSync('rmdirSync', removedAlone);
afterCallback('unlink', removedAlone);
afterCallback('rmdir', removedAlone);
afterCallback('rename', ([from, to]) => {
  if (ours(from) !== undefined) step({ act: 'rename', path: ours(from), to: ours(to) });
});
const synced = ([descriptor], covers) => {
  const file = opened.get(descriptor);
  if (file !== undefined) step({ act: 'sync', file, covers });
};
afterCallback('fsync', synced);
afterCallback('fdatasync', synced);
afterSync('fsyncSync', (args) => synced(args, steps.length));

/** A folder's contents first. */
function treeOf(file) {
  const stats = ours(file) === undefined ? undefined : lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return [];
  return [
    ...(stats.isDirectory() ? readdirSync(file).flatMap((name) => treeOf(path.join(file, name))) : []),
    file,
  ];
}
afterPromise(
  'rm',
  (_, tree) => {
    for (const file of tree) removed([file]);
    going.delete(tree);
  },
  (file) => {
    const tree = treeOf(file);
    going.add(tree);
    return tree;
  },
);
afterPromise('rmdir', removed);

const { _writeGeneric: send, emit } = tls.TLSSocket.prototype;
let copies = 0;
let isAsked = false;
tls.TLSSocket.prototype._writeGeneric = function (...args) {
  if (!isAsked) step({ act: 'request' });
  isAsked = true;
  return send.apply(this, args);
};
tls.TLSSocket.prototype.emit = function (event, ...args) {
  if (isAsked && (event === 'data' || event === 'readable')) {
    isAsked = false;
    copies += 1;
    depth += 1;
    cpSync(BANK_FOLDER, path.join(BANK_COPIES, String(copies)), { recursive: true });
    depth -= 1;
    step({ act: 'answer', copy: copies });
  }
  return emit.call(this, event, ...args);
};

process.on('exit', () => writeFileSync(RECORD_TO, JSON.stringify(steps)));
