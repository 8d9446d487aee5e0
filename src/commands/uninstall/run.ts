import { CertToolError } from '../../core/error.ts';
import { endingOf, forEachOf, type Result } from '../../core/several.ts';
import type { Deps } from '../deps.ts';
import { showFailure } from '../show/batch-result.ts';
import { losses } from './certificates.ts';
import { refuseUnlessIdle } from './refuse.ts';
import type { UninstallOptions } from './spec.ts';
import type { Found, Thing } from './thing.ts';
import { installedThings } from './things.ts';

/** @throws CertToolError `missing-confirmation` */
export function checkUsage(
  { ui, settings }: Deps,
  _args: readonly string[],
  options: UninstallOptions,
): void {
  if (!ui.interactive && !settings.yes && !options.dryRun) throw new CertToolError('missing-confirmation');
}

/**
 * `cert-tool uninstall`: shows what cert-tool put on this PC and takes it away. Asks first. Killed on the way, the same
 * command goes on. Returns the exit code.
 */
export async function run(deps: Deps, _args: readonly string[], options: UninstallOptions): Promise<number> {
  const { ui } = deps;
  await refuseUnlessIdle(deps);
  const all = await findAll(installedThings(deps, options));
  const going = all.filter(({ remove }) => remove);
  show(deps, all);
  if (options.dryRun || going.length === 0) return end(deps, all, options.dryRun === true);
  if (!(await confirmed(deps, options))) {
    ui.document({ ok: true, results: [] });
    ui.result(ui.text('uninstall.kept'));
    return 0;
  }
  // While the question was read somebody may have begun.
  await refuseUnlessIdle(deps);
  return removeAll(deps, all);
}

type FoundOrAbsent = Found & { readonly isAbsent?: true };

async function findAll(things: readonly Thing[]): Promise<FoundOrAbsent[]> {
  const all: FoundOrAbsent[] = [];
  for (const { what, find } of things) {
    const found = await find();
    all.push(...(found.length > 0 ? found : [{ what, text: '', isAbsent: true as const }]));
  }
  return all;
}

function show({ ui }: Deps, all: readonly FoundOrAbsent[]): void {
  const going = all.filter(({ remove }) => remove);
  const staying = all.filter(({ remove, isAbsent }) => !remove && !isAbsent);
  ui.say(ui.text(going.length > 0 ? 'uninstall.going' : 'uninstall.nothing'));
  for (const { text } of going) ui.say(`  ${text}`);
  if (staying.length > 0) ui.say(ui.text('uninstall.staying'));
  for (const { text } of staying) ui.say(`  ${text}`);
}

/** Says what is lost, and asks. */
async function confirmed(deps: Deps, { certificates }: UninstallOptions): Promise<boolean> {
  const { ui, settings } = deps;
  const { all, working } = certificates ? await losses(deps) : { all: [], working: [] };
  for (const loginId of working) ui.warn(ui.text('remove.works', { loginId }));
  if (working.length > 0) ui.warn(ui.text('remove.not-revoked'));
  if (settings.yes) return true;
  const loginIds = all.join(', ');
  return ui.prompts.confirm(
    all.length > 0 ? ui.text('uninstall.ask-certificates', { loginIds }) : ui.text('uninstall.ask'),
  );
}

function end({ ui }: Deps, all: readonly FoundOrAbsent[], isRehearsal: boolean): number {
  const results = all.map((each) =>
    resultOf(each, each.remove && isRehearsal ? 'dry-run' : outcomeWithout(each)),
  );
  ui.document({ ok: true, results });
  if (isRehearsal) ui.result(ui.text('uninstall.dry-run'));
  return 0;
}

/** One after the other, the folders last. */
async function removeAll(deps: Deps, all: readonly FoundOrAbsent[]): Promise<number> {
  const { ui, signal } = deps;
  const going = all.filter(({ remove }) => remove);
  const batch = await forEachOf<FoundOrAbsent, void>(
    going,
    async (each) => {
      await each.remove?.();
      ui.result(ui.text('uninstall.removed', { what: each.text }));
    },
    {
      signal,
      onResult(result) {
        if (result.ok) return;
        ui.say(ui.text('uninstall.failed', { what: result.item.text }));
        showFailure(deps, result.error);
      },
    },
  );
  const folders = batch.cancelled ? [] : await removeFolders(deps);
  const done = new Map(batch.results.map((result) => [result.item, result]));
  const results = [...all.map((each) => jsonOf(deps, each, done.get(each))), ...folders];
  const error = endingOf(batch);
  if (error) throw error.withResults(results);
  ui.document({ ok: true, results });
  ui.result(ui.style('good', ui.text('uninstall.done')));
  return 0;
}

async function removeFolders({ ui, ownData }: Deps): Promise<object[]> {
  const { removed, kept } = await ownData.removeEmptyFolders();
  for (const { path, holds } of kept) {
    ui.result(ui.text('uninstall.folder-kept', { path, holds: holds.join(', ') }));
  }
  return [
    ...removed.map((path) => ({ what: 'folder', path, ok: true, outcome: 'removed' })),
    ...kept.map(({ path, holds }) => ({ what: 'folder', path, ok: true, outcome: 'kept', holds })),
  ];
}

function jsonOf(deps: Deps, each: FoundOrAbsent, result: Result<FoundOrAbsent, void> | undefined): object {
  if (!result) return resultOf(each, outcomeWithout(each));
  if (result.ok) return resultOf(each, 'removed');
  return { ...identityOf(each), ok: false, error: deps.errorJson(result.error) };
}

/** Of what nothing is done to. */
function outcomeWithout({ isAbsent }: FoundOrAbsent): 'absent' | 'kept' {
  return isAbsent ? 'absent' : 'kept';
}

function resultOf(each: Found, outcome: 'removed' | 'kept' | 'absent' | 'dry-run'): object {
  return { ...identityOf(each), ok: true, outcome };
}

function identityOf({ what, path, more = {} }: Found): object {
  return { what, ...(path === undefined ? {} : { path }), ...more };
}
