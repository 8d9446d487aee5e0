/** What there is to say to administrators of one result. */
export interface LogEvent {
  readonly level: 'well' | 'attention' | 'failed';
  /** Becomes one line of JSON; nothing secret. */
  readonly document: object;
}

/** The system's own log, which administrators collect: Windows' event log, syslog elsewhere. */
export interface EventLog {
  /** Throws CertToolError `event-log-failed`. */
  write(events: readonly LogEvent[]): Promise<void>;
}
