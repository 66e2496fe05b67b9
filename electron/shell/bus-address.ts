import path from 'node:path';

/**
 * Where the session's bus listens: a socket's file, or its abstract name behind a zero byte. Undefined where no address is
 * one that can be connected to.
 */
export function sessionBusPath(env: NodeJS.ProcessEnv): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = env;
  const addresses = DBUS_SESSION_BUS_ADDRESS?.split(';') ?? [];
  for (const address of addresses) {
    const [, kind, value] = /^unix:(?:.*,)?(path|abstract)=([^,]*)/.exec(address) ?? [];
    if (value !== undefined) return (kind === 'abstract' ? '\0' : '') + unescaped(value);
  }
  // Where systemd keeps it, whether or not anybody has said so.
  return XDG_RUNTIME_DIR === undefined ? undefined : path.join(XDG_RUNTIME_DIR, 'bus');
}

function unescaped(value: string): string {
  return value.replace(/%([0-9a-f]{2})/gi, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
