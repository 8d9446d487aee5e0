import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { documentOf, run } from './program.mjs';

/** A run that broke a promise. `count` is `lost`, `doubled`, `locked` or `leftover`. */
export class Broken extends Error {
  constructor(count, message) {
    super(message);
    this.count = count;
  }
}

/** What the bank writes down when it issues one. */
const ISSUING = { issue: 'certificate-issued', renew: 'certificate-renewed' };
const MOST_TRIES = 5;
const UNFINISHED_IN = ['journal', 'store/pending', 'pending-keys/nss', 'pending-keys/powershell'];

/**
 * Runs the command again and looks whether all is as promised.
 * @returns {Promise<boolean>} whether it went on with something
 * @throws Broken
 */
export async function judge(pc, kind) {
  const next = await runUnhurried(pc, kind.command);
  if (next.code !== 0 && !isRenewedAlready(next)) {
    const count = /account-locked|"busy"/.test(next.stdout) ? 'locked' : 'lost';
    throw new Broken(count, next.stdout + next.stderr);
  }
  const document = JSON.parse(next.stdout);
  await (kind.act === 'retire' ? judgeRetired : judgeHeld)(pc, kind, document);
  await judgeBank(pc, kind);
  await judgeLeft(pc);
  return [document, ...(document.results ?? [])].some(({ resumed }) => resumed);
}

/** Again where a busy machine let a program of the store's wait too long, which changes nothing. */
async function runUnhurried(pc, command) {
  for (let tries = 1; ; tries += 1) {
    const ended = await run(pc, command);
    if (tries === MOST_TRIES || !ended.stderr.includes('it did not answer within')) return ended;
  }
}

/** The first run came to its end, and its new certificate cannot be renewed yet. */
function isRenewedAlready({ code, stdout }) {
  return code === 5 && JSON.parse(stdout).error.name === 'too-early';
}

/** One certificate for each, which works and is the bank's. */
async function judgeHeld(pc, { loginIds, store }) {
  const shared = [...store, '--sandbox', '--no-input'];
  const list = await runUnhurried(pc, ['list', '--check', '--json', ...shared]);
  const { ok, certificates } = JSON.parse(list.stdout);
  if (!certificates) throw new Broken('lost', list.stdout + list.stderr);
  for (const loginId of loginIds) {
    const here = certificates.filter((each) => each.loginId === loginId).length;
    if (here > 1) throw new Broken('doubled', `${here} certificates of ${loginId}`);
    const asked = await runUnhurried(pc, ['issue', loginId, '--check-bank', '--json', ...shared]);
    if (!ok || here !== 1 || asked.code !== 0 || JSON.parse(asked.stdout).outcome !== 'already-valid')
      throw new Broken('lost', `${loginId}: ${here} here, ${ok}, ${asked.stdout}${asked.stderr}`);
  }
}

/** Nothing is here any more; all are revoked, and on the sheet. */
async function judgeRetired(pc, { loginIds, sheet }, { results }) {
  const { certificates } = await documentOf(pc, ['list', '--sandbox']);
  const { users } = await documentOf(pc, ['sandbox', 'info']);
  const page = await readFile(path.join(pc.home, sheet), 'utf8');
  const text = page.replace(/<[^>]*>/g, '');
  for (const loginId of loginIds) {
    const { state } = users.find((each) => each.loginId === loginId) ?? {};
    const told = results.some((each) => each.loginId === loginId && each.outcome === 'revoked');
    if (state !== 'revoked' || !told || !text.includes(`issue ${loginId} `))
      throw new Broken('lost', `${loginId} is ${state} and ${told ? '' : 'not '}told of`);
  }
  if (certificates.length > 0 || results.length !== loginIds.length)
    throw new Broken('leftover', `${certificates.length} certificates, ${results.length} results`);
}

/** One certificate was issued to each, and nobody was locked out. */
async function judgeBank(pc, { act, loginIds }) {
  const { entries } = await documentOf(pc, ['sandbox', 'log']);
  const locked = entries.find((entry) => entry.act === 'locked');
  if (locked) throw new Broken('locked', locked.loginId);
  for (const loginId of act === 'retire' ? [] : loginIds) {
    const issued = entries.filter((entry) => entry.loginId === loginId && entry.act === ISSUING[act]).length;
    if (issued !== 1) throw new Broken(issued > 1 ? 'doubled' : 'lost', `${issued} issued to ${loginId}`);
  }
}

/** No entry and no pending key. */
async function judgeLeft(pc) {
  const left = [];
  for (const folder of UNFINISHED_IN) {
    left.push(...(await readdir(path.join(pc.home, folder)).catch(() => [])));
  }
  if (left.length > 0) throw new Broken('leftover', `left over: ${left.join(', ')}`);
}
