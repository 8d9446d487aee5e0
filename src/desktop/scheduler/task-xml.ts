import { DAILY_JITTER_MINUTES, DAILY_LONGEST_MINUTES, dailyStartText } from '../../core/daily.ts';
import type { Language } from '../../core/text.ts';
import { xmlText } from '../../core/xml.ts';
import { DESCRIPTION } from './systemd-units.ts';

/** For whom the task runs: a user by the SID; or everybody who is signed in, for a task that administrators deploy. */
export type TaskOwner = { readonly user: string } | { readonly group: string };

/** The group Users (MS-DTYP, 2.4.2.4). */
export const USERS_GROUP = 'S-1-5-32-545';

/** A command and its arguments, as one text each, as Windows takes them. */
export interface WindowsCommand {
  readonly command: string;
  readonly args: string;
}

/**
 * The task for Windows' Task Scheduler (MS-TSCH, 2.5), in the order of elements that its schema wants. It runs only while its user
 * is signed in, for their certificates and notifications; afterwards where the PC was off; never twice at a time.
 */
export function taskXml(owner: TaskOwner, { command, args }: WindowsCommand, language: Language): string {
  const who =
    'user' in owner
      ? [`<UserId>${xmlText(owner.user)}</UserId>`, '<LogonType>InteractiveToken</LogonType>']
      : [`<GroupId>${xmlText(owner.group)}</GroupId>`];
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    `    <Description>${xmlText(DESCRIPTION[language])}</Description>`,
    '  </RegistrationInfo>',
    '  <Triggers>',
    '    <CalendarTrigger>',
    // Any day that is over: the time of the day counts.
    `      <StartBoundary>2020-01-01T${dailyStartText()}:00</StartBoundary>`,
    '      <Enabled>true</Enabled>',
    `      <RandomDelay>PT${DAILY_JITTER_MINUTES}M</RandomDelay>`,
    '      <ScheduleByDay>',
    '        <DaysInterval>1</DaysInterval>',
    '      </ScheduleByDay>',
    '    </CalendarTrigger>',
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author">',
    ...who.map((each) => `      ${each}`),
    '      <RunLevel>LeastPrivilege</RunLevel>',
    '    </Principal>',
    '  </Principals>',
    ...SETTINGS,
    '  <Actions Context="Author">',
    '    <Exec>',
    `      <Command>${xmlText(command)}</Command>`,
    `      <Arguments>${xmlText(args)}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
    '',
  ].join('\r\n');
}

const SETTINGS = [
  '  <Settings>',
  '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
  '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
  '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
  '    <AllowHardTerminate>true</AllowHardTerminate>',
  '    <StartWhenAvailable>true</StartWhenAvailable>',
  '    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>',
  '    <AllowStartOnDemand>true</AllowStartOnDemand>',
  '    <Enabled>true</Enabled>',
  '    <Hidden>false</Hidden>',
  '    <RunOnlyIfIdle>false</RunOnlyIfIdle>',
  '    <WakeToRun>false</WakeToRun>',
  `    <ExecutionTimeLimit>PT${DAILY_LONGEST_MINUTES}M</ExecutionTimeLimit>`,
  '    <Priority>7</Priority>',
  '  </Settings>',
];
