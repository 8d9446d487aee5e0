import { startConversation } from '../../src/system/conversation.ts';

/** Talks to a program and does no more: nothing is left that would keep this process alive. */
const [, , file] = process.argv;
const program = `
  process.stdin.on('data', () => console.log(JSON.stringify({ id: 1, answer: 'yes' })));
  process.stdin.on('end', () => require('node:fs').writeFileSync(${JSON.stringify(file)}, 'ended'));`;
const conversation = startConversation(process.execPath, ['-e', program], { env: process.env });
const { answer } = await conversation.ask(['x']);
process.stdout.write(String(answer));
