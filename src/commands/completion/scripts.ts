import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { powershellScript } from './powershell.ts';
import type { CompletedShell } from './spec.ts';
import type { CompletionTree } from './tree.ts';
import { zshScript } from './zsh.ts';

/** What makes a shell's script, the last line with its end. */
export const SCRIPTS: Readonly<Record<CompletedShell, (tree: CompletionTree) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};
