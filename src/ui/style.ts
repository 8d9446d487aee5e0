import { Chalk } from 'chalk';
import type { Ui } from '../core/ports/ui.ts';

/** Emphasis by colour; plain text where colour is off. */
export function createStyle(color: boolean): Ui<string>['style'] {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const styles = {
    good: chalk.green,
    bad: chalk.red,
    attention: chalk.yellow,
    strong: chalk.bold,
    faint: chalk.dim,
  };
  return (kind, text) => styles[kind](text);
}
