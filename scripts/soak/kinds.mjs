import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundlePowerShellProgram, documentOf, usualPc } from './program.mjs';

const COMMON = ['--sandbox', '--json', '--no-input'];
const MANY = ['one', 'two', 'three'];
const ADMINISTRATOR = 'hanakodt';
const SHEET = 'sheet.html';

/**
 * What is struck: a command, and what must be there after it.
 * @typedef {object} Kind
 * @property {string} name
 * @property {readonly string[]} loginIds whose certificates it is about
 * @property {readonly string[]} command
 * @property {readonly string[]} store the options that name the store
 * @property {'issue' | 'renew' | 'retire'} act
 * @property {(pc: import('./program.mjs').Pc) => Promise<void>} furnish makes the PC and the bank that it begins with
 * @property {'nss' | 'powershell'} [needs] what the machine must have
 */

const issue = (name, store = []) => ({
  ...{ name, act: 'issue', store, loginIds: ['jirodt'] },
  command: ['issue', ...COMMON, ...store],
  furnish: (pc) => documentOf(pc, ['sandbox', 'info']),
});

/** Of a certificate that this PC holds and that is due. */
const renew = (name, store = []) => ({
  ...{ name, act: 'renew', store, loginIds: ['tarodt'] },
  command: ['renew', 'tarodt', ...COMMON, ...store],
  furnish: (pc) => documentOf(pc, ['sandbox', 'install', 'tarodt', ...store]),
});

const NSS = ['--store', 'nss'];

/** @type {readonly Kind[]} */
export const KINDS = [
  issue('issue'),
  renew('renew'),
  {
    ...{ name: 'renew --all', act: 'renew', store: [], loginIds: MANY },
    command: ['renew', '--all', ...COMMON],
    furnish: (pc) => furnishMany(pc, 'renewable'),
  },
  {
    ...{ name: 'issue --from', act: 'issue', store: [], loginIds: MANY },
    command: ['issue', '--from', 'list.csv', '--results', 'results.jsonl', ...COMMON],
    furnish: (pc) => furnishMany(pc, 'not-issued'),
  },
  {
    ...{ name: 'renew --from', act: 'renew', store: [], loginIds: MANY },
    command: ['renew', '--from', 'list.csv', '--results', 'results.jsonl', ...COMMON],
    furnish: (pc) => furnishMany(pc, 'renewable'),
  },
  {
    ...{ name: 'retire', act: 'retire', store: [], loginIds: [ADMINISTRATOR, ...MANY], sheet: SHEET },
    command: ['retire', '--login-id', ADMINISTRATOR, '--sheet', SHEET, '--yes', ...COMMON],
    async furnish(pc) {
      await furnishMany(pc, 'issued');
      await documentOf(pc, ['sandbox', 'install', ADMINISTRATOR]);
    },
  },
  { ...issue('issue, nss', NSS), needs: 'nss' },
  { ...renew('renew, nss', NSS), needs: 'nss' },
  // Their program knows this store alone.
  { ...issue('issue, powershell'), needs: 'powershell' },
  { ...renew('renew, powershell'), needs: 'powershell' },
];

/** Three users, their list, and their certificates where they have any. */
async function furnishMany(pc, state) {
  const users = MANY.map((id) => `${id},${id},general,demo-${id},kakunin-${id},none,${state}`);
  const header = 'loginId,name,role,password,confirmationPassword,otp,state';
  await writeFile(path.join(pc.home, 'users.csv'), `${[header, ...users].join('\n')}\n`);
  await documentOf(pc, ['sandbox', 'users', 'add', 'users.csv']);
  const rows = MANY.map((id) => `${id},demo-${id}`);
  const list = path.join(pc.home, 'list.csv');
  await writeFile(list, `${['loginId,password', ...rows].join('\n')}\n`, { mode: 0o600 });
  if (state === 'not-issued') return;
  for (const id of MANY) await documentOf(pc, ['sandbox', 'install', id]);
}

/**
 * The kinds that this machine can run, each with how its PCs are made.
 * @param {string} folder for what has to be built
 * @param {(reason: string) => void} tell of what is left out
 */
export async function kindsHere(folder, tell) {
  const found = { nss: hasProgram('pk12util', ['-h']), powershell: hasProgram('pwsh', ['--version']) };
  const program = found.powershell ? await bundlePowerShellProgram(folder) : undefined;
  const env = { SOAK_POWERSHELL: found.powershell ?? '', POWERSHELL_TELEMETRY_OPTOUT: '1' };
  return KINDS.filter(({ name, needs }) => {
    if (needs === undefined || found[needs] !== undefined) return true;
    tell(`Left out, for its programs are not here: ${name}`);
    return false;
  }).map((kind) => {
    const pcAt = (home) => (kind.needs === 'powershell' ? { home, program, env } : usualPc(home));
    return { ...kind, pcAt };
  });
}

/** Where a program of the PATH is; undefined where it does not run. */
function hasProgram(name, args) {
  const folder = (process.env.PATH ?? '').split(path.delimiter).find((each) => {
    try {
      execFileSync(path.join(each, name), args, { stdio: 'ignore' });
      return true;
    } catch (error) {
      return error.code !== 'ENOENT' && error.status !== null && error.status !== undefined;
    }
  });
  return folder && path.join(folder, name);
}
