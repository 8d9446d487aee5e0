import { CertToolError } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { BankUser } from '../../core/ports/bank.ts';
import type { Standing } from '../../core/ports/retirement.ts';
import { type Batch, forEachOf } from '../../core/several.ts';
import { type AtWork, asChosenAdministrator } from '../session/administration.ts';
import { ownLast, refuseOwn } from '../session/own-last.ts';
import { showFoldersGoing } from '../session/removal.ts';
import { stopsAll } from '../session/revoking.ts';
import { logResult, showFailure } from '../show/batch-result.ts';
import { settler } from './act.ts';
import { intentOf } from './intent.ts';
import { type Ledger, standingBefore } from './ledger.ts';
import type { BankHere, UserHere } from './look.ts';
import type { RetireOptions } from './spec.ts';
import { needsLogin, whoActs } from './who-acts.ts';

export type Retired = Batch<UserHere, Standing>;

interface Running {
  readonly bank: BankHere;
  readonly ledger: Ledger;
  readonly options: RetireOptions;
}

/** Gives up what this PC holds of one bank; undefined where the person does not want that. */
export async function retireAt(running: Running): Promise<Retired | undefined> {
  const { bank, options } = running;
  if (!needsLogin(bank)) return (await perform(running)).batch;
  const done = await asChosenAdministrator(
    bank.deps,
    { ...options, confirms: true, evenRevoked: true },
    (sources) => whoActs(bank, sources),
    (atWork) => perform(running, atWork),
  );
  return (done ?? (await perform(running))).batch;
}

async function perform(running: Running, atWork?: AtWork): Promise<{ readonly batch: Retired | undefined }> {
  const { bank, ledger, options } = running;
  const { deps } = bank;
  const { listed, people } = atWork ? await peopleOf(atWork) : { listed: undefined, people: [] };
  const known = new Map(bank.users.map((user) => [user.loginId, introduced(standingBefore(user), people)]));
  ledger.plan(bank, [...known.values()]);
  if (!(await isWanted(bank, known, listed, atWork))) return { batch: undefined };
  const settle = settler({
    bank,
    ...(atWork ? { atWork } : {}),
    ...(listed ? { listed } : {}),
    remembers: deps.settings.remember && options.remember !== false,
    note: (standing) => ledger.note(bank, standing),
  });
  await ledger.note(bank);
  let hasFailed = false;
  const batch = await forEachOf(
    ownLast(bank.users, atWork?.loginId),
    async (user) => {
      if (isOf(user, atWork) && hasFailed) await refuseOwn(deps, user.loginId);
      return settle(user, known.get(user.loginId) ?? standingBefore(user));
    },
    {
      signal: deps.signal,
      stopsAt: stopsAll,
      onResult(result) {
        logResult(deps, result, result.item);
        if (result.ok) return showDone(bank, result.value);
        hasFailed = true;
        deps.ui.say(deps.ui.text('revoke.failed', { loginId: result.item.loginId }));
        showFailure(deps, result.error);
      },
    },
  );
  return { batch };
}

function isOf({ loginId }: UserHere, atWork: AtWork | undefined): boolean {
  return loginId === atWork?.loginId;
}

type Person = Pick<BankUser, 'loginId' | 'name' | 'role'>;

/** The company's users, as far as they may be seen; a general user, and who gave no proof, sees but themself. */
async function peopleOf({ administration, session, isProven }: AtWork): Promise<{
  readonly listed: readonly BankUser[] | undefined;
  readonly people: readonly Person[];
}> {
  try {
    const listed = isProven ? await administration.users() : undefined;
    if (listed) return { listed, people: listed };
  } catch (error) {
    if (!(error instanceof CertToolError) || error.errorName !== 'not-permitted') throw error;
  }
  const me = await session.states?.me();
  return { listed: undefined, people: me ? [me] : [] };
}

function introduced(standing: Standing, people: readonly Person[]): Standing {
  const person = people.find(({ loginId }) => loginId === standing.loginId);
  return person ? { ...standing, name: person.name, role: person.role } : standing;
}

/** Shows what is going to be done, and asks. Nothing is asked where nothing can be done. */
async function isWanted(
  bank: BankHere,
  known: ReadonlyMap<string, Standing>,
  listed: readonly BankUser[] | undefined,
  atWork: AtWork | undefined,
): Promise<boolean> {
  const { deps, status } = bank;
  const { ui, settings } = deps;
  const intents = bank.users.map((user) => ({ user, ...intentOf(bank, user, listed) }));
  ui.say(ui.text('retire.plan', { bank: status.name }));
  const asks = atWork?.isProven === false;
  const rows = intents.map(({ user, kind }): [string, string] => [
    ui.text('retire.user', { loginId: user.loginId, name: known.get(user.loginId)?.name ?? '' }).trim(),
    ui.text(`retire.plan.${asks && kind === 'others' ? 'ask' : kind}`),
  ]);
  for (const line of ui.fields(rows, ui.noteColumns)) ui.say(line);
  if (atWork && !listed) {
    const key = atWork.isProven ? 'retire.no-administrator' : 'retire.own-revoked';
    ui.warn(ui.text(key, { loginId: atWork.loginId }));
  }
  if (!asks && intents.every(({ kind }) => kind === 'wait' || kind === 'others')) return true;
  if (intents.some(({ kind }) => kind === 'revoke')) ui.say(ui.text('retire.meaning'));
  if (settings.yes) return true;
  const going = intents.filter(({ kind }) => kind !== 'wait' && kind !== 'others');
  const certificates = going.flatMap(({ user }) => user.certificates.map(({ certificate }) => certificate));
  await showFoldersGoing(deps, await deps.store(), certificates);
  return ui.prompts.confirm(ui.text('retire.ask'));
}

function showDone(
  { deps, revokes }: BankHere,
  { loginId, name = '', outcome, when, removedHere }: Standing,
): void {
  const { ui } = deps;
  const params = { user: ui.text('retire.user', { loginId, name }).trim() };
  const moment = when ? formatMoment(when, ui.language) : '-';
  const done = revokes ? (`retire.done.${outcome}` as const) : 'retire.done.by-ca';
  ui.info(ui.text(done, { ...params, when: moment }));
  if (removedHere) ui.info(ui.text('retire.done.gone', params));
}
