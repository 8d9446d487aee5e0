import { type Profile, readBankUrl } from './schema.ts';

/** A bank of the settings. */
export interface ConfiguredBank {
  /** Its name in the config file; left out for the bank of the run, which goes by what was typed or chosen there. */
  readonly profile?: string;
  readonly bank: string;
  readonly caFile?: string;
}

/** The chosen bank, where there is one, and those of the profiles; each address once. */
export function banksOf(
  { bank, caFile }: Profile,
  profiles: Readonly<Record<string, Profile>>,
): ConfiguredBank[] {
  const chosen = bank === undefined ? [] : [{ bank, ...(caFile === undefined ? {} : { caFile }) }];
  const named = Object.entries(profiles).flatMap(([profile, each]) =>
    each.bank === undefined
      ? []
      : [
          {
            profile,
            bank: readBankUrl(each.bank),
            ...(each.caFile === undefined ? {} : { caFile: each.caFile }),
          },
        ],
  );
  const all: ConfiguredBank[] = [...chosen, ...named];
  return all.filter((each, index) => all.findIndex((other) => other.bank === each.bank) === index);
}
