import { forEachOf, type Result } from '../../core/several.ts';
import { usersCsv } from '../../rollout/users-table.ts';
import type { Deps } from '../deps.ts';
import { atProfile, banksOfProfiles, endingOfBanks, type ProfileBank } from '../session/profiles.ts';
import { conclude, showFailure } from '../show/batch-result.ts';
import type { ListOptions } from './spec.ts';
import { foundJson, showCsv, showFound, type UsersFound, usersAt } from './users.ts';
import { userCells } from './users-csv.ts';

/**
 * `list --users --all-profiles`: the users of one bank after the other. A bank that fails stops no other. Returns exit
 * code 0, or throws the error that the whole of it ends with.
 */
export async function listUsersOfAll(deps: Deps, options: ListOptions): Promise<number> {
  const banks = banksOfProfiles(deps);
  let isFirst = true;
  const batch = await forEachOf(banks, (bank) => atProfile(bank, () => usersAt(bank.deps, options)), {
    signal: deps.signal,
    onResult(result) {
      if (!isFirst && !options.csv) deps.ui.result('');
      isFirst = false;
      showBank(result, options);
    },
  });
  const found = batch.results.flatMap((each) => (each.ok ? each : []));
  if (options.csv && found.length > 0 && !batch.cancelled) {
    const cells = found.flatMap(({ item: { profile }, value: { users } }) =>
      users.map((user) => ({ ...userCells(deps, user), profile })),
    );
    showCsv(deps, usersCsv(cells, deps.ui.language, true));
  }
  return conclude(deps, batch, {
    identify: ({ profile }) => ({ profile }),
    done: foundJson,
    depsOf: (bank) => bank.deps,
    ending: (all) => endingOfBanks(deps, all),
  });
}

function showBank(result: Result<ProfileBank, UsersFound>, options: ListOptions): void {
  const { profile, deps, isOneOfSeveral } = result.item;
  const { ui } = deps;
  if (!result.ok) {
    // Of one alone it ends the command.
    if (!isOneOfSeveral) return;
    ui.say(ui.text('profiles.failed', { profile }));
    showFailure(deps, result.error);
    return;
  }
  const heading = ui.text('profiles.bank', { profile, bank: result.value.bank.name });
  if (options.csv) ui.info(heading);
  else ui.result(ui.style('strong', heading));
  showFound(deps, result.value, options);
}
