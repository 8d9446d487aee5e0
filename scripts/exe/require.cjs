// The first thing that runs in the executable: a `require` that finds the program's files among the executable's
// assets, each when it is first used. The require that Node gives here knows nothing but Node's own modules.
'use strict';

const { getAsset } = require('node:sea');
const { compileFunction } = require('node:vm');

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
const loaded = new Map();

function load(name) {
  if (!name.startsWith('./')) return require(name);
  let module = loaded.get(name);
  if (!module) {
    module = { exports: {} };
    loaded.set(name, module);
    const file = name.slice('./'.length);
    const run = compileFunction(getAsset(file, 'utf8'), PARAMETERS, { filename: file });
    run(module.exports, load, module, file, '.');
  }
  return module.exports;
}

load('./cert-tool.cjs').start(getAsset('version', 'utf8'));
