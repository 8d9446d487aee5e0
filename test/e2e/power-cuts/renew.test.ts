import { RENEW } from '../../support/power-cuts/acts.ts';
import { testPowerCuts } from '../../support/power-cuts/test.ts';

testPowerCuts('renew', RENEW);
