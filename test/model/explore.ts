import { hash } from 'node:crypto';
import { judgeEnd } from './last-word.ts';
import { type Running, runOf } from './play.ts';
import type { Client, Kind } from './turns.ts';
import { type Beginning, World } from './world.ts';

/** Two runs, and the kinds of steps before which the other one may go on. */
export interface Pair {
  readonly beginning: Beginning;
  readonly runs: readonly [Omit<Running, 'interruptions'>, Omit<Running, 'interruptions'>];
  readonly counted: readonly Kind[];
}

export interface Explored {
  /** Different ones that the two can be in, with nobody killed yet. */
  readonly states: number;
  /** Before each write and request of each of these states one is killed. */
  readonly kills: number;
  readonly violations: readonly string[];
}

type Who = 0 | 1;

interface Kill {
  readonly who: Who;
  readonly at: number;
}

/** What became of a path: whose turn it was, one after the other. */
interface Walked {
  readonly world: World;
  readonly clients: readonly [Client, Client];
  readonly state: string;
  /** The last one's steps of this path that change something. */
  readonly deadly: readonly number[];
}

/** Goes every way in which two runs can come between each other, and kills either of them wherever that can matter. */
export async function explore(pair: Pair): Promise<Explored> {
  const seen = new Set<string>();
  const violations = new Set<string>();
  let kills = 0;
  const note = async (path: readonly Who[], kill: Kill | undefined, { world, clients }: Walked) => {
    for (const client of clients) await toTheEnd(world, client);
    await judgeEnd(world);
    for (const each of world.judge.violations) {
      violations.add(`${each}, after ${path.join('')}${kill ? `, ${kill.who} killed at ${kill.at}` : ''}`);
    }
  };
  const ways: (readonly Who[])[] = [[]];
  for (let path = ways.pop(); path; path = ways.pop()) {
    const walked = await walk(pair, path);
    const who = path.at(-1);
    for (const at of who === undefined ? [] : walked.deadly) {
      if (who === undefined) break;
      kills += 1;
      const kill = { who, at };
      await note(path, kill, await walk(pair, path, kill));
    }
    if (seen.has(walked.state)) continue;
    seen.add(walked.state);
    const { clients } = walked;
    const open = ([0, 1] as const).filter((each) => !clients[each].isOver);
    for (const each of open) ways.push([...path, each]);
    if (open.length === 0) await note(path, undefined, walked);
  }
  return { states: seen.size, kills, violations: [...violations] };
}

async function toTheEnd(world: World, client: Client): Promise<void> {
  world.parked = client.isOver ? undefined : client;
  await world.finish();
}

async function walk({ beginning, runs, counted }: Pair, path: readonly Who[], kill?: Kill): Promise<Walked> {
  const world = new World(beginning, []);
  const begin = (who: Who) => {
    const interruptions = kill?.who === who ? [{ at: kill.at, what: 'kill' as const }] : [];
    const { client } = runOf(world, { ...runs[who], interruptions }, true);
    client.counted = counted;
    client.memory = '';
    return client;
  };
  const clients: readonly [Client, Client] = [begin(0), begin(1)];
  let from = 0;
  for (const who of path) {
    from = clients[who].steps;
    await clients[who].goOn(1);
  }
  const last = path.at(-1);
  const deadly = last === undefined ? [] : world.deadly(clients[last], from);
  return { world, clients, state: stateOf(world, clients), deadly };
}

/** All that decides what can happen from here on: bank, disks, and what each of the two has seen. */
function stateOf(world: World, clients: readonly [Client, Client]): string {
  const { bank, pcs } = world;
  const disks = Object.values(pcs).map((pc) => [
    [...pc.kept].map(([thumbprint, { hasKey }]) => [thumbprint, hasKey]),
    [...pc.pending.keys()],
    Object.values(pc.files).map((files) => [...files]),
  ]);
  const runs = clients.map((client) => [client.isOver, client.memory]);
  return hash('sha256', JSON.stringify([[...bank.certificates], [...bank.users.values()], disks, runs]));
}
