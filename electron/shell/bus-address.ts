import path from 'node:path';

/**
 * The socket of the session bus: a file path, or an abstract name after a zero byte. Undefined if no address can be
 * connected to.
 */
export function sessionBusPath(env: NodeJS.ProcessEnv): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = env;
  const addresses = DBUS_SESSION_BUS_ADDRESS?.split(';') ?? [];
  for (const address of addresses) {
    const [, kind, value] = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address) ?? [];
    if (value !== undefined) return (kind === 'abstract' ? '\0' : '') + unescaped(value);
  }
  // systemd's default path, even if no variable names it.
  return XDG_RUNTIME_DIR === undefined ? undefined : path.join(XDG_RUNTIME_DIR, 'bus');
}

function unescaped(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
