import { Chalk } from 'chalk';
import type { Ui } from '../core/ports/ui.ts';

const chalk = new Chalk({ level: 1 });

const STYLES = {
  good: chalk.green,
  bad: chalk.red,
  attention: chalk.yellow,
  strong: chalk.bold,
  faint: chalk.dim,
};

/** Emphasis by the sixteen colours that every terminal has, so that the person's own theme decides how they look. */
export const style: Ui<string>['style'] = (kind, text) => STYLES[kind](text);
