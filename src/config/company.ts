import { hostname } from 'node:os';
import { checkPath } from '../core/given-path.ts';
import { type ConfigFiles, isLocked } from './layers.ts';
import { COMPUTER, deviceLabelOf } from './schema.ts';

/** What is started after an installation. */
export interface AfterInstallation {
  readonly command?: readonly string[];
  /** No option counts before it, nor in place of one that is missing. */
  readonly isLocked: boolean;
}

/** A label of the config file, with what stands in it for this PC's name. */
export function labelOfThisPc(label: string): string {
  return deviceLabelOf(label, hostname());
}

/** What this PC is called where the company has not set a label: its host name, as far as a label may hold it. */
export function hostLabel(): string {
  return deviceLabelOf(COMPUTER, hostname());
}

/**
 * Undefined where nothing is set or locked.
 * @param place how a person names the config file @throws CertToolError `unusable-path`
 */
export function afterInstallation(
  { user, machine }: ConfigFiles,
  place: string,
): AfterInstallation | undefined {
  const locked = isLocked({ machine }, 'hooks');
  const command = (locked ? undefined : user.hooks?.installed) ?? machine.hooks?.installed;
  if (command?.[0] !== undefined) checkPath(place, command[0]);
  return command || locked ? { ...(command && { command }), isLocked: locked } : undefined;
}
