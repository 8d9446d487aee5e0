import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Conversation, startConversation } from '../../src/system/conversation.ts';
import { buildChildScript, ended, startNode } from '../support/child-script.ts';
import { tempFolder } from '../support/temp-folder.ts';

const linuxTest = test.skipIf(process.platform === 'win32');

/** A program that does with each line, as `words`, what `body` says; `say` prints a line. */
function converse(body: string, options: { silenceMs?: number; first?: string } = {}): Conversation {
  const script = `
    const say = (...values) => values.forEach((value) => console.log(typeof value === 'string' ? value : JSON.stringify(value)));
    ${options.first ?? ''}
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const [id, ...words] = line.split(' ').map((word, index) => (index ? word : Number(word)));
      ${body}
    });`;
  const { silenceMs } = options;
  const env = { ...process.env, CERT_TOOL_PASSWORD: 'secret' };
  return opened(process.execPath, ['-e', script], { env, ...(silenceMs ? { silenceMs } : {}) });
}

function opened(...args: Parameters<typeof startConversation>): Conversation {
  const conversation = startConversation(...args);
  onTestFinished(() => conversation.close());
  return conversation;
}

const failed = (conversation: Conversation, words = ['x'], options = {}) =>
  conversation.ask(words, options).then(
    (answer) => expect.fail(JSON.stringify(answer)),
    (error) => error,
  );

describe('a conversation', () => {
  test('one process answers all requests, in turn', async () => {
    const conversation = converse('say({ id, answer: words, pid: process.pid })');
    const answers = await Promise.all(['a', 'b', 'c'].map((word) => conversation.ask([word])));
    expect(answers.map(({ answer }) => answer)).toEqual([['a'], ['b'], ['c']]);
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
  });

  test('items come one by one before the answer, whatever else is printed', async () => {
    const conversation = converse(
      `say('junk', '', '[1]', 'null', { id: 99, answer: 1 }, { id, item: 1 }, 'more junk');
      process.stderr.write('warning');
      process.stdout.write(JSON.stringify({ id, item: 'x'.repeat(500_000) }) + '\\r\\n');
      say({ id, answer: true });`,
      { first: `process.stdout.write('\\ufeff');` },
    );
    const items: unknown[] = [];
    expect(await conversation.ask(['x'], { onItem: (item) => items.push(item) })).toEqual({
      id: 1,
      answer: true,
    });
    expect(items).toEqual([1, 'x'.repeat(500_000)]);
  });

  test('a byte order mark before the first answer', async () => {
    const conversation = converse('say({ id, answer: 1 })', { first: `process.stdout.write('\\ufeff');` });
    expect(await conversation.ask(['x'])).toEqual({ id: 1, answer: 1 });
  });

  test('no secret is in its environment or its arguments', async () => {
    const conversation = converse(
      'say({ id, env: process.env.CERT_TOOL_PASSWORD ?? null, argv: process.argv })',
    );
    const { env, argv } = await conversation.ask(['private'], { secret: true });
    expect(env).toBeNull();
    expect(JSON.stringify(argv)).not.toContain('private');
  });

  test('what a reader of items throws ends that request alone', async () => {
    const conversation = converse('say({ id, item: 1 }, { id, answer: 1 })');
    const onItem = () => {
      throw new TypeError('mine');
    };
    await expect(conversation.ask(['x'], { onItem })).rejects.toThrow('mine');
    expect(await conversation.ask(['x'])).toEqual({ id: 2, answer: 1 });
  });

  test('close lets the program end by itself; it starts anew when asked again', async () => {
    const conversation = converse('say({ id, pid: process.pid })');
    const { pid } = await conversation.ask(['x']);
    await conversation.close();
    expect(() => process.kill(Number(pid), 0)).toThrow();
    expect((await conversation.ask(['x']))['pid']).not.toBe(pid);
  });
});

describe('a program that does not work', () => {
  test('is missing', async () => {
    const program = join(tempFolder(), 'no such program');
    const error = await failed(opened(program, [], { env: process.env }));
    expect(error).toMatchObject({ errorName: 'program-missing', details: { params: { program } } });
  });

  linuxTest.each([
    ['may not be executed', 0o600, '#!/bin/sh\n'],
    ['is no program', 0o700, '\x7fELF'],
  ])('%s', async (_, mode, text) => {
    const program = join(tempFolder(), 'program');
    writeFileSync(program, text, { mode });
    const error = await failed(opened(program, [], { env: process.env }));
    expect(error).toMatchObject({ errorName: 'program-failed' });
  });

  test('ends without an answer: its last words are told, unless the request was secret', async () => {
    const body = `process.stderr.write('blocked ' + words[0], () => process.exit(5));`;
    const error = await failed(converse(body), ['hunter2']);
    expect(error).toMatchObject({ errorName: 'program-failed' });
    expect(error.message).toContain('exit code 5');
    expect(error.cause.message).toBe('blocked hunter2');
    const silent = await failed(converse(body), ['hunter2'], { secret: true });
    expect(silent.cause).toBeUndefined();
  });

  test('is started anew for the next request', async () => {
    const conversation = converse(`if (words[0] === 'die') process.exit(1); say({ id, answer: words[0] });`);
    expect((await conversation.ask(['a']))['answer']).toBe('a');
    const [error, next] = await Promise.all([failed(conversation, ['die']), conversation.ask(['b'])]);
    expect(error).toMatchObject({ errorName: 'program-failed' });
    expect(next['answer']).toBe('b');
  });

  test('is silent: it is killed', async () => {
    const conversation = converse('say({ id: 99, pid: process.pid })', { silenceMs: 1_500 });
    const error = await failed(conversation);
    expect(error.message).toContain('within 1.5 seconds');
    const { pid } = JSON.parse(error.cause.message);
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  test.each(['stdout', 'stderr'])('prints without end to %s', async (stream) => {
    const conversation = converse('', {
      first: `const flood = () => process.${stream}.write('y\\n'.repeat(10_000), flood); flood();`,
    });
    const error = await failed(conversation);
    expect(error).toMatchObject({ errorName: 'program-failed' });
    expect(error.cause.message.length).toBeLessThanOrEqual(500);
  });

  test('prints a line without end', async () => {
    const conversation = converse('', {
      first: `const flood = () => process.stdout.write('y'.repeat(1_000_000), flood); flood();`,
    });
    expect(await failed(conversation)).toMatchObject({ errorName: 'program-failed' });
  });
});

test('our process ends although the program waits, and the program ends with it', async () => {
  const folder = tempFolder();
  const script = await buildChildScript('system/conversation-child.ts', folder);
  const file = join(folder, 'ended');
  expect(await ended(startNode([script, file]))).toMatchObject({ stdout: 'yes', stderr: '', code: 0 });
  await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
