import { startPracticeBank } from '../../../src/sandbox/index.ts';

/** A practice bank in a process of its own, to be killed. Argument: the data folder. */
const [dir = ''] = process.argv.slice(2);

startPracticeBank({ dir, now: () => new Date(), waitMs: 0, shared: true }).then(
  ({ bankUrl, ca }) => process.stdout.write(`${JSON.stringify({ bankUrl, ca })}\n`),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
