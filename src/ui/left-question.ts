import { CertToolError } from '../core/error.ts';

/** The person left a question by Ctrl-C, Ctrl-D or Esc: the program ends, and with it the menu. */
export class LeftQuestion extends CertToolError {
  constructor() {
    super('cancelled');
    this.name = 'LeftQuestion';
  }
}
