// Stands for pwsh: runs it (PWSH) on a script changed on the way, to see what a policy or a kill does.
//
//     STRIKE=language-mode   Constrained Language Mode, as AppLocker and WDAC impose it
//     STRIKE=<number>        kills PowerShell before the step of this number: what changes the store, or the answer
//                            to that. The number of steps goes to the file STRIKE_COUNT.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const args = process.argv.slice(2);
const at = args.indexOf('-Command') + 1;
args[at] = changed(args[at], process.env.STRIKE);
spawn(process.env.PWSH, args, { stdio: 'inherit' }).on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : code;
});

function changed(script, strike) {
  if (strike === 'language-mode') {
    return `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'\n${script}`;
  }
  const kill =
    "if ('import', 'remove' -contains $words[1]) { [Diagnostics.Process]::GetCurrentProcess().Kill() }";
  let steps = 0;
  const lines = script.split('\n').flatMap((line) => {
    if (!/\$store\.(Add|Remove)\(|"answer":/.test(line)) return [line];
    steps += 1;
    return steps === Number(strike) ? [kill, line] : [line];
  });
  writeFileSync(process.env.STRIKE_COUNT, String(steps));
  return lines.join('\n');
}
