import { hash } from 'node:crypto';
import { judgeEnd } from './last-word.ts';
import { type Running, runOf } from './play.ts';
import type { Client, Counts } from './turns.ts';
import { type Beginning, World } from './world.ts';

/** Two runs, and the steps before which the other one may go on. */
export interface Pair {
  readonly beginning: Beginning;
  readonly runs: readonly [Omit<Running, 'interruptions'>, Omit<Running, 'interruptions'>];
  readonly counts: Counts;
}

export interface Explored {
  /** Different ones that the two can be in, with nobody killed yet. */
  readonly states: number;
  /** Before each write and request of each of these states one is killed: the different states that this leaves. */
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

/** A path that is still to be gone. */
interface Way {
  readonly path: readonly Who[];
  /** What killing the last one at once would leave. */
  readonly killedAtOnce: string;
}

/** Goes every way in which two runs can come between each other, and kills either of them wherever that can matter. */
export async function explore(pair: Pair): Promise<Explored> {
  const [seen, left, violations] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const judge = async (how: string, { world, clients }: Walked) => {
    for (const client of clients) await toTheEnd(world, client);
    await judgeEnd(world);
    for (const each of world.judge.violations) violations.add(`${each}, after ${how}`);
  };
  const kill = async ({ path, killedAtOnce }: Way, who: Who, { deadly }: Walked) => {
    for (const [nth, at] of deadly.entries()) {
      if (nth === 0 && left.has(killedAtOnce)) continue;
      const walked = await walk(pair, path, { who, at });
      if (left.has(walked.state)) continue;
      left.add(walked.state);
      await judge(`${path.join('')}, ${who} killed at ${at}`, walked);
    }
  };
  const ways: Way[] = [{ path: [], killedAtOnce: '' }];
  for (let way = ways.pop(); way; way = ways.pop()) {
    const { path } = way;
    const walked = await walk(pair, path);
    const last = path.at(-1);
    if (last !== undefined) await kill(way, last, walked);
    if (seen.has(walked.state)) continue;
    seen.add(walked.state);
    const { world, clients } = walked;
    const open = ([0, 1] as const).filter((each) => !clients[each].isOver);
    for (const each of open) {
      ways.push({ path: [...path, each], killedAtOnce: stateOf(world, clients, each) });
    }
    if (open.length === 0) await judge(path.join(''), walked);
  }
  return { states: seen.size, kills: left.size, violations: [...violations] };
}

async function toTheEnd(world: World, client: Client): Promise<void> {
  world.parked = client.isOver ? undefined : client;
  await world.finish();
}

async function walk({ beginning, runs, counts }: Pair, path: readonly Who[], kill?: Kill): Promise<Walked> {
  const world = new World(beginning, []);
  const begin = (who: Who) => {
    const interruptions = kill?.who === who ? [{ at: kill.at, what: 'kill' as const }] : [];
    const { client } = runOf(world, { ...runs[who], interruptions }, true);
    client.counts = counts;
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

/**
 * All that decides what can happen from here on: bank, disks, what people were promised, and what each of the two has seen
 * unless it is dead. Not what only the order made of it: ids and challenges are each client's own.
 * @param killed as if this one were dead
 */
function stateOf(world: World, clients: readonly [Client, Client], killed?: Who): string {
  const { bank, server, pcs, promises } = world;
  const disks = Object.values(pcs).map((pc) => [
    [...pc.kept].map(([thumbprint, { hasKey }]) => [thumbprint, hasKey]),
    [...pc.pending.keys()],
    Object.values(pc.files).map((files) => [...files]),
    [pc.identity, [...pc.users]],
  ]);
  const runs = clients.map((client, who) =>
    client.isDead || who === killed ? 'dead' : [client.isOver, client.memory, server.sessionsOf(client)],
  );
  const people = [[...bank.users.values()], promises.made()];
  return hash('sha256', JSON.stringify([[...bank.certificates], disks, runs, people]));
}
