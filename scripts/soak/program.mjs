import { spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sqlite } from '../sqlite.mjs';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const usualProgram = path.join(root, 'bin', 'cert-tool.cjs');
/** Counts writes and requests, and kills at one of them. */
export const hook = path.join(root, 'test', 'support', 'kill-hook.cjs');

/**
 * A PC: a folder that holds all that the program keeps, and the program.
 * @typedef {{home: string, program: string, env: Record<string, string>}} Pc
 */

/** @returns {Pc} */
export function usualPc(home) {
  return { home, program: usualProgram, env: {} };
}

/** The program with the store of PowerShell, bundled into this folder. */
export async function bundlePowerShellProgram(folder) {
  const outfile = path.join(folder, 'program', 'cert-tool.cjs');
  await build({
    entryPoints: [path.join(root, 'scripts', 'soak', 'powershell-program.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.ps1': 'text' },
    external: ['koffi'],
    logLevel: 'error',
  });
  const { file, content } = sqlite();
  await writeFile(path.join(path.dirname(outfile), file), content);
  return outfile;
}

/** Another PC that is as this one. */
export async function copyOf(pc, home) {
  await mkdir(path.dirname(home), { recursive: true });
  await cp(pc.home, home, { recursive: true });
  return { ...pc, home };
}

function start({ home, program, env }, args, more = {}) {
  const clean = { PATH: process.env.PATH, HOME: home, LANG: 'C', CERT_TOOL_HOME: home };
  const settings = { cwd: home, env: { ...clean, ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] };
  return spawn(process.execPath, [program, ...args], settings);
}

/** The practice bank in a process of its own, as soon as it serves. */
export async function startBank(pc, faults) {
  const child = start(pc, ['sandbox', 'start', '--json', ...faults]);
  const ended = new Promise((resolve) => child.on('close', resolve));
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  return {
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

/** Runs the program on this PC to its end. */
export function run(pc, args, { killAfterMs, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(pc, args, env);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] += text;
      });
    }
    const timer =
      killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...output });
    });
  });
}

/** The JSON document of a run that must end well. */
export async function documentOf(pc, args) {
  const { code, signal, stdout, stderr } = await run(pc, [...args, '--json']);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code ?? signal} ${stdout}${stderr}`);
  return JSON.parse(stdout);
}
