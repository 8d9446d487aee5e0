import { forgetTries } from './bank-records.ts';
import { entryFile, entryIn } from './entries.ts';
import type { Pc } from './pc.ts';
import { DAY_MS, LOGIN_IDS, type LoginId, type PcName, type World } from './world.ts';

/** What becomes of an entry's text; or the member that is not as it was. */
export type Damage = 'empty' | 'half' | 'zeros' | 'loginId' | 'step' | 'csr' | 'certificate' | 'predecessor';

/** What happens without a run of the program on these PCs. */
export type Happening =
  | { readonly is: 'restart' | 'new-ca' | 'unlock' }
  | { readonly is: 'clock'; readonly of: 'bank' | PcName | 'all'; readonly days: number }
  | { readonly is: 'revoked' | 'portal'; readonly loginId: LoginId }
  | { readonly is: 'lost-key'; readonly loginId: LoginId }
  | {
      readonly is: 'damage';
      readonly pc: PcName;
      readonly loginId: LoginId;
      readonly to: Damage;
    };

export function happen(world: World, happening: Happening): void {
  world.tell(JSON.stringify(happening));
  const { bank, server } = world;
  switch (happening.is) {
    case 'restart':
      server.restart();
      break;
    case 'new-ca':
      world.rollCa();
      break;
    case 'unlock':
      for (const user of bank.users.values()) forgetTries(user);
      break;
    case 'clock':
      moveClocks(world, happening);
      break;
    case 'revoked': {
      const current = bank.current(happening.loginId);
      if (current) bank.revokeFor(happening.loginId, current.serialNumber);
      world.promises.onRevoked(happening.loginId);
      break;
    }
    case 'portal':
      logInAtPortal(world, happening.loginId);
      break;
    case 'lost-key':
      loseKey(world, happening.loginId);
      break;
    case 'damage':
      damage(world, happening);
      break;
  }
}

function moveClocks(world: World, { of, days }: Extract<Happening, { is: 'clock' }>): void {
  const { bank, pcs } = world;
  if (of === 'bank' || of === 'all') bank.setClock(bank.now + days * DAY_MS);
  if (of === 'a' || of === 'all') pcs.a.now += days * DAY_MS;
  if (of === 'b' || of === 'all') pcs.b.now += days * DAY_MS;
  world.promises.forgetAll();
}

/** With the newest certificate that a PC holds and the bank takes: an unconfirmed one is confirmed by that. */
function logInAtPortal(world: World, loginId: LoginId): void {
  const { bank, pcs } = world;
  const usable = bank
    .of(loginId)
    .findLast((each) => bank.isLive(each) && Object.values(pcs).some((pc) => pc.holds(each.pem)));
  if (usable) bank.confirm(loginId, usable.serialNumber);
}

/** A Windows password was reset: the keys of this user's certificates do not sign any more. */
function loseKey(world: World, loginId: LoginId): void {
  const { bank, pcs, judge } = world;
  for (const certificate of bank.of(loginId)) {
    for (const { kept } of Object.values(pcs)) {
      for (const each of kept.values()) {
        if (each.key !== certificate.key) continue;
        each.hasKey = false;
        judge.forgiven.add(certificate.serialNumber);
      }
    }
  }
  world.promises.forgetAll();
}

/** Of this user's entry on this PC, or of another one where there is none. */
function damage(world: World, { pc: name, loginId, to }: Extract<Happening, { is: 'damage' }>): void {
  const all = LOGIN_IDS.flatMap((each) => [
    { of: each, pc: world.pcs.a },
    { of: each, pc: world.pcs.b },
  ]);
  const { of, pc } = [{ of: loginId, pc: world.pcs[name] }, ...all].find(hasEntry) ?? {};
  if (of === undefined || pc === undefined) return;
  const file = entryFile(of);
  const text = pc.files.journal.get(file) ?? '';
  const left = damagedText(text, to);
  if (left === undefined) return;
  // Its key may be still to come.
  const [, id = ''] = /"id": "(\w+)"/.exec(text) ?? [];
  world.judge.unaccounted.add(id);
  pc.files.journal.set(file, left);
  world.judge.journal.onDamage(pc, of, id, left);
  world.promises.forgetAll();
}

function hasEntry({ of, pc }: { readonly of: LoginId; readonly pc: Pc }): boolean {
  return pc.files.journal.has(entryFile(of));
}

/** Undefined where there is nothing of the kind in it. */
function damagedText(text: string, to: Damage): string | undefined {
  if (to === 'empty') return '';
  if (to === 'half') return text.slice(0, text.length / 2);
  if (to === 'zeros') return '\0'.repeat(text.length);
  const entry = entryIn(text);
  if (entry?.[to] === undefined) return undefined;
  return JSON.stringify(
    { ...entry, [to]: to === 'predecessor' || to === 'csr' ? undefined : 'another' },
    null,
    2,
  );
}
