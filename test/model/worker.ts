import { check, replay, told } from './check.ts';

/** A process of `npm run model`: plays the batches that it is told, one line of JSON each. */
process.on('message', async (message: { seed: number; count: number } | { schedule: string }) => {
  const failure =
    'schedule' in message
      ? await replay(JSON.parse(message.schedule))
      : await check(message.seed, message.count);
  process.send?.({ failure: failure && told(failure) });
});
