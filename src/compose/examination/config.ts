import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pick, STRENGTHS } from '../../config/layers.ts';
import { overridden } from '../../config/locked.ts';
import { outvoted } from '../../config/outvoted.ts';
import type { Text } from '../../core/text.ts';
import type { ConfigFacts, Led, Outvoted } from '../../doctor/probes.ts';
import { HOME_VARIABLE, usualFolders } from '../../system/usual-folders.ts';
import { type Base, configFileIn, homeOf } from '../base.ts';

/** What is set, and what of it has no effect. */
export function configFacts(base: Base): ConfigFacts {
  const { found, faults, layers, places } = base.config;
  const file = places.machine;
  const ofVariables = outvoted(layers).map(({ variable, setting, used = PRACTICE_BANK, ...by }) => ({
    ...{ variable, used, set: `${by.set} (${by.file})`, isBank: setting === 'bank' },
  }));
  return {
    ...{ files: found, faults },
    overridden: overridden(layers).map((each) => ({ ...each, file })),
    outvoted: [...homeElsewhere(base), ...ofVariables],
    led: ledBy(base),
  };
}

const PRACTICE_BANK: Text = { ja: 'デモ環境', en: 'the practice bank' };

function ledBy({ env, config: { layers } }: Base): Led[] {
  const home = env[HOME_VARIABLE];
  const places = (['store', 'storeDir', 'nssProfile'] as const).flatMap((name) => {
    const used = pick(layers, name);
    return used?.strength === STRENGTHS.environment ? { variable: used.place, value: used.value } : [];
  });
  return [...(home ? [{ variable: HOME_VARIABLE, value: home }] : []), ...places];
}

/** A folder that holds nothing, while the usual one does: whoever left the variable there looks at an empty PC. */
function homeElsewhere({ env, folders }: Base): Outvoted[] {
  const used = env[HOME_VARIABLE];
  if (!used) return [];
  const usual = usualFolders(process.platform, env, homeOf(env));
  const holds = ({ config, data }: typeof usual) =>
    existsSync(configFileIn(config)) || existsSync(join(data, 'store'));
  if (holds(folders) || !holds(usual)) return [];
  return [{ variable: HOME_VARIABLE, used, set: usual.data, isBank: true }];
}
