/** Optional parts of a test desktop: a keyring in each of its states, a panel with a tray, notifications. */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Account } from './ordinary-user.ts';

/** Starts a program that runs until the session ends. */
export type StartProgram = (command: string, args: readonly string[], input?: string) => ChildProcess;
export type KeyringState = 'unlocked' | 'locked' | 'none';

/** The keyring's password, which the prompt of a locked keyring asks for. */
export const keyringPassword = 'test';
export const names = {
  keyring: 'org.freedesktop.secrets',
  notifications: 'org.freedesktop.Notifications',
  tray: 'org.kde.StatusNotifierWatcher',
};

/** The parts of a session that its displays and other programs need. */
export interface SessionParts {
  env: Record<string, string>;
  /** Folder for the session's files. */
  folder: string;
  /** Of the screen or of each monitor, in pixels, such as `1400x900x24`. */
  size: string;
  user: Account | undefined;
  start: StartProgram;
  /** Stops a program that `start` has returned. */
  stop: (program: ChildProcess) => Promise<void>;
  /** The first line that a program prints, which means that it is ready. */
  firstLine: (name: string, child: ChildProcess, stream: Readable | null) => Promise<string>;
  /** Resolves when the bus name has an owner. */
  untilOnBus: (name: string) => Promise<void>;
}

/** Keeps the bus from starting the installed service of a name. Call it before the bus starts. */
export function forbidOnBus(name: string, env: Record<string, string>): void {
  const folder = path.join(env['XDG_RUNTIME_DIR'] ?? '', 'dbus-1/services');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.service`), `[D-BUS Service]\nName=${name}\nExec=/bin/false\n`);
}

/** A locked keyring must be unlocked once by an earlier daemon, so that there is something to unlock. */
export async function startKeyring(state: 'unlocked' | 'locked', around: SessionParts): Promise<void> {
  const { start, stop, untilOnBus } = around;
  const command = 'gnome-keyring-daemon';
  const args = ['--foreground', '--components=secrets'];
  const unlocked = start(command, [...args, '--unlock'], keyringPassword);
  await untilOnBus(names.keyring);
  if (state === 'unlocked') return;
  await stop(unlocked);
  start(command, args);
  await untilOnBus(names.keyring);
}

/** A panel at the top of the screen that contains only the tray. */
export async function startPanel({ env, start, untilOnBus }: SessionParts): Promise<ChildProcess> {
  const folder = path.join(env['XDG_CONFIG_HOME'] ?? '', 'xfce4/xfconf/xfce-perchannel-xml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'xfce4-panel.xml'), panelSettings);
  const panel = start('xfce4-panel', ['--disable-wm-check', '--sm-client-disable']);
  await untilOnBus(names.tray);
  return panel;
}

/** Shows every notification at the upper right until it is closed. */
export async function startNotifications({ env, start, untilOnBus }: SessionParts): Promise<void> {
  const file = path.join(env['XDG_CONFIG_HOME'] ?? '', 'dunstrc');
  mkdirSync(path.dirname(file), { recursive: true });
  const urgencies = ['low', 'normal', 'critical'].map((each) => `[urgency_${each}]\ntimeout = 0\n`);
  writeFileSync(file, `[global]\norigin = top-right\noffset = 20x60\nfont = Sans 10\n${urgencies.join('')}`);
  start('dunst', ['-conf', file]);
  await untilOnBus(names.notifications);
}

const panelSettings = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
`;
