import { hostname } from 'node:os';
import { type ConfigFiles, fileSource, isLocked, pathFrom } from './layers.ts';
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

/** Undefined where nothing is set or locked. @throws CertToolError `unusable-path` */
export function afterInstallation(files: ConfigFiles): AfterInstallation | undefined {
  const { user, machine } = files;
  const locked = isLocked({ machine }, 'hooks');
  const own = locked ? undefined : user.hooks?.installed;
  const command = own ?? machine.hooks?.installed;
  const [program] = command ?? [];
  if (program !== undefined)
    pathFrom(fileSource(files, own ? 'user' : 'machine', 'hooks.installed', program));
  return command || locked ? { ...(command && { command }), isLocked: locked } : undefined;
}
