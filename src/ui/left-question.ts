import { CertToolError, type ErrorDetails } from '../core/error.ts';

/** The person left a question by Ctrl-C, Ctrl-D or Esc: the program ends, and with it the menu. */
export class LeftQuestion extends CertToolError {
  constructor(details: ErrorDetails = {}, notInstalledYet = false) {
    super('cancelled', details, notInstalledYet);
    this.name = 'LeftQuestion';
  }

  protected override with(details: ErrorDetails, notInstalledYet: boolean): LeftQuestion {
    return new LeftQuestion(details, notInstalledYet);
  }
}
