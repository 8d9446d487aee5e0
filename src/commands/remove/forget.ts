import { CertToolError } from '../../core/error.ts';
import { putRight } from '../ask/login-id.ts';
import type { Deps } from '../deps.ts';

/** A login ID that was used at a bank. */
interface Remembered {
  readonly bankId: string;
  readonly bankName: string;
  readonly loginId: string;
}

/**
 * `cert-tool remove --forget [login-id...]`: forgets login IDs that were used on this PC; of the bank that is set, or of
 * all where none is. No certificate goes. Asks first.
 * @throws CertToolError `login-id-not-remembered`, `cancelled`
 */
export async function forget(deps: Deps, names: readonly string[]): Promise<number> {
  const { ui, settings, loginIds } = deps;
  const known = await rememberedHere(deps);
  const chosen = names.length > 0 ? namedIn(deps, known, names) : await choose(deps, known);
  const isWanted = chosen.length > 0 && (settings.yes || (await confirmed(deps, chosen)));
  const going = isWanted ? chosen : [];
  for (const { bankId, loginId } of going) await loginIds.forget(bankId, [loginId]);
  const results = going.map(({ bankId, bankName, loginId }) => ({
    ...{ loginId, bank: { id: bankId, name: bankName }, ok: true, outcome: 'forgotten' },
  }));
  ui.document({ ok: true, results });
  for (const { loginId, bankName } of going) ui.result(ui.text('forget.done', { loginId, bank: bankName }));
  if (chosen.length === 0) ui.result(ui.text('forget.none'));
  else if (!isWanted) ui.result(ui.text('forget.kept'));
  return 0;
}

async function rememberedHere({ ui, ...deps }: Deps): Promise<Remembered[]> {
  const { sandbox, bank } = deps.settings;
  const isBankSet = sandbox || bank !== undefined;
  const set = isBankSet ? (await deps.knownIdentity())?.bankId : undefined;
  const banks = await deps.knownBanks();
  const practice = deps.practiceBank.bankId();
  const nameOf = (bankId: string) =>
    bankId === practice
      ? ui.text('list.practice-bank')
      : (banks.find((each) => each.bankId === bankId)?.name ?? bankId);
  return (await deps.loginIds.all())
    .filter(({ bankId }) => !isBankSet || bankId === set)
    .flatMap(({ bankId, loginIds }) =>
      loginIds.map((loginId) => ({ bankId, bankName: nameOf(bankId), loginId })),
    );
}

function namedIn(deps: Deps, known: readonly Remembered[], names: readonly string[]): Remembered[] {
  return [...new Set(names.map((name) => putRight(deps, name)))].flatMap((name) => {
    const found = known.filter(({ loginId }) => loginId === name);
    if (found.length > 0) return found;
    throw new CertToolError('login-id-not-remembered', { params: { loginId: name } });
  });
}

async function choose({ ui, settings }: Deps, known: readonly Remembered[]): Promise<readonly Remembered[]> {
  if (!ui.interactive || settings.yes || known.length === 0) return known;
  const choices = known.map((each) => ({
    name: ui.text('forget.choice', { loginId: each.loginId, bank: each.bankName }),
    value: each,
  }));
  return ui.prompts.chooseMany(ui.text('forget.choose'), choices);
}

function confirmed({ ui }: Deps, chosen: readonly Remembered[]): Promise<boolean> {
  const loginIds = chosen.map(({ loginId }) => loginId).join(', ');
  ui.say(ui.text('forget.meaning'));
  return ui.prompts.confirm(ui.text('forget.ask', { loginIds }));
}
