import { CONFIG_SET, CONFIG_SET_FIRST, REMOVE, RETIRE } from '../../support/power-cuts/acts.ts';
import { testPowerCuts } from '../../support/power-cuts/test.ts';

testPowerCuts('remove', REMOVE);
testPowerCuts('retire', RETIRE);
testPowerCuts('config set', CONFIG_SET);
testPowerCuts('the first config set', CONFIG_SET_FIRST);
