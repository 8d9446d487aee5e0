import type { Deps } from '../deps.ts';

/** `cert-tool remind remove`: the task goes, and what it has noted. Returns the exit code. */
export async function run(deps: Deps): Promise<number> {
  const { ui, ownData } = deps;
  const scheduler = await deps.scheduler();
  const removed = await scheduler.remove();
  for (const part of await ownData.parts()) {
    if (part.what !== 'reminder-record') continue;
    await ownData.remove(part);
    removed.push(part.path);
  }
  const left = await scheduler.find();
  ui.document({ ok: true, removed });
  if (left) ui.warn(ui.text('remind.deployed', { place: left.places.join(', ') }));
  if (removed.length === 0) {
    if (!left) ui.result(ui.text('remind.none'));
    return 0;
  }
  ui.result(ui.style('good', ui.text('remind.removed')));
  for (const place of removed) ui.result(`  ${place}`);
  return 0;
}
