// Plays schedules of the model at random (docs/proof.md): two PCs, the bank, kills, lost answers, moved clocks.
// npm run model -- [--schedules 20000] [--seed 1] [--jobs 2] | --replay '<schedule>'
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const BATCH = 1000;
const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    replay: { type: 'string' },
  },
});
const [schedules, seed] = [Number(values.schedules), Number(values.seed)];
const batches = Math.ceil(schedules / BATCH);
const begin = performance.now();
let [next, done, told] = [0, 0, begin];
const failures = [];

const lab = await mkdtemp(path.join(tmpdir(), 'cert-tool-model-'));
try {
  const outfile = path.join(lab, 'worker.mjs');
  await build({
    entryPoints: [path.join(root, 'test', 'model', 'worker.ts')],
    ...{ bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'warning' },
  });
  if (values.replay === undefined) {
    console.log(`${schedules} schedules, seed ${seed}, ${values.jobs} processes`);
    await Promise.all(Array.from({ length: Number(values.jobs) }, () => lane(outfile)));
    console.log(summary());
  } else {
    const worker = fork(outfile);
    failures.push(...[await ask(worker, { schedule: values.replay })].filter(Boolean));
    worker.kill();
  }
} finally {
  await rm(lab, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

/** One process after the other batch. Each batch has a seed of its own, which repeats it. */
async function lane(outfile) {
  const worker = fork(outfile);
  while (next < batches && failures.length === 0) {
    const batch = next++;
    const count = Math.min(BATCH, schedules - batch * BATCH);
    const failure = await ask(worker, { seed: seed * 1_000_003 + batch, count });
    done += count;
    if (failure) failures.push(failure);
    if (performance.now() - told > 10_000) {
      told = performance.now();
      console.log(summary());
    }
  }
  worker.kill();
}

function ask(worker, message) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`a process of the model ended with ${code}`));
    worker.once('exit', ended);
    worker.once('message', ({ failure }) => {
      worker.off('exit', ended);
      resolve(failure);
    });
    worker.send(message);
  });
}

function summary() {
  const seconds = (performance.now() - begin) / 1000;
  return `${done} schedules in ${seconds.toFixed(0)} s, ${(done / seconds).toFixed(0)} a second, ${failures.length} failures`;
}
