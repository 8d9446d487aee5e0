import { CONFIG_SET, REMOVE, RETIRE } from '../../support/power-cuts/acts.ts';
import { testPowerCuts } from '../../support/power-cuts/test.ts';

testPowerCuts('remove', REMOVE);
testPowerCuts('retire', RETIRE);
testPowerCuts('config set', CONFIG_SET);
