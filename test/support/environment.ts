/** What would change how the program behaves: settings of ours, of Node, of the terminal and of the network. */
const FOREIGN =
  /^(CERT_TOOL_.*|NODE_.*|VITEST.*|npm_.*|https?_proxy|no_proxy|(NO|FORCE)_COLOR|CI|DBUS_SESSION_BUS_ADDRESS|LANG|LANGUAGE|LC_.*|TERM|XDG_.*)$/i;

/** An environment as on a PC where nothing is set, with all that is kept in one folder. */
export function cleanEnvironment(home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home,
    CERT_TOOL_HOME: home,
    LANG: 'C.UTF-8',
    ...more,
  };
}
