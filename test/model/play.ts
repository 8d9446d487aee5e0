import { type Act, perform } from './acts.ts';
import { type Happening, happen } from './happenings.ts';
import { judgeEnd } from './last-word.ts';
import type { Given } from './ports.ts';
import type { Blow, Client, Strike } from './turns.ts';
import { type Beginning, type PcName, World } from './world.ts';

/** Something that strikes a run at one of its steps, or happens there. */
export type Interruption = { readonly at: number } & (
  | { readonly what: Blow }
  | { readonly what: 'happening'; readonly happening: Happening }
  | {
      readonly what: 'other';
      /** Begun there, unless one that was begun before has not ended yet: then that one goes on. */
      readonly other: Running;
      readonly steps: number;
    }
);

/** A run of the program. */
export interface Running {
  readonly pc: PcName;
  readonly act: Act;
  readonly given: Given;
  readonly interruptions: readonly Interruption[];
}

export type Command = { readonly run: Running } | { readonly happening: Happening };

export interface Schedule {
  readonly beginning: Beginning;
  readonly commands: readonly Command[];
}

export interface Played {
  readonly violations: readonly string[];
  readonly world: World;
}

/** Plays a schedule to its end, and what a person would do afterwards. @param lines what happened, where it is wanted */
export async function play({ beginning, commands }: Schedule, lines?: string[]): Promise<Played> {
  const world = new World(beginning, lines);
  for (const command of commands) {
    if ('happening' in command) happen(world, command.happening);
    else await runOf(world, command.run).end;
    await world.finish();
    world.judge.look();
    if (world.judge.violations.length > 0) return { violations: world.judge.violations, world };
  }
  await judgeEnd(world);
  return { violations: world.judge.violations, world };
}

interface Begun {
  readonly client: Client;
  readonly end: Promise<void>;
}

/** @param budget how many steps it takes at first */
export function runOf(world: World, { pc, act, given, interruptions }: Running, isStopped = false): Begun {
  const begun: { client?: Client } = {};
  const strikes = interruptions.map((each) => strikeOf(world, each, begun));
  const client = world.client(pc, strikes);
  begun.client = client;
  if (isStopped) client.stop();
  world.tell(`${client.name} begins ${JSON.stringify(act)}, secrets ${given}`);
  return { client, end: world.begin(client, () => perform({ world, client, given }, act)) };
}

function strikeOf(world: World, interruption: Interruption, begun: { client?: Client }): Strike {
  const { at } = interruption;
  switch (interruption.what) {
    case 'happening':
      return { at, what: () => happen(world, interruption.happening) };
    case 'other':
      return { at, what: () => letOther(world, begun.client, interruption) };
    default:
      return { at, what: interruption.what };
  }
}

async function letOther(
  world: World,
  client: Client | undefined,
  { other, steps }: Extract<Interruption, { what: 'other' }>,
): Promise<void> {
  const { parked } = world;
  const next = parked && !parked.isOver ? parked : runOf(world, other, true).client;
  world.parked = next;
  await client?.during(() => next.goOn(steps));
}
