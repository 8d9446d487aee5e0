import { EST_ISSUE, EST_RENEW } from '../../support/power-cuts/acts.ts';
import { testPowerCuts } from '../../support/power-cuts/test.ts';

testPowerCuts('issue by EST', EST_ISSUE);
testPowerCuts('renew by EST', EST_RENEW);
