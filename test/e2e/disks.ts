/** Disks with a fault of their own, as the system mounts them. Only root may, on Linux. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Why there are none here; '' where there are. */
export function whyNoDisks(): string {
  if (process.platform !== 'linux') return 'Disks are mounted on Linux only';
  return process.getuid?.() === 0 ? '' : 'Only root may mount a disk';
}
export function whyNoHangingDrive(): string {
  return whyNoDisks() || (existsSync('/dev/fuse') ? '' : 'There is no /dev/fuse');
}

/** A disk in memory; size in KB. `fill` takes all that is left of it. */
export function mountDisk(folder: string, size: number, options = ''): { fill(): void; unmount(): void } {
  mkdirSync(folder, { recursive: true });
  run(['-t', 'tmpfs', '-o', `size=${size}k${options}`, 'max-desk-test', folder]);
  return {
    fill() {
      const filler = path.join(folder, 'filler');
      for (const size of [1024 * 1024, 4096]) {
        try {
          for (;;) writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      }
    },
    unmount: () => void spawnSync('umount', ['-l', folder]),
  };
}

/** A drive whose server takes every question and answers none, as a network drive does when its cable is pulled. */
export function mountHangingDrive(folder: string): { unmount(): void } {
  mkdirSync(folder, { recursive: true });
  const server = openSync('/dev/fuse', 'r+');
  run(
    ['-i', '-t', 'fuse', '-o', 'fd=3,rootmode=40000,user_id=0,group_id=0', 'max-desk-test', folder],
    server,
  );
  return {
    unmount() {
      spawnSync('umount', ['-l', folder]);
      // Whoever still waits is told now that there is no server.
      closeSync(server);
    },
  };
}

function run(args: string[], descriptor: number | 'ignore' = 'ignore'): void {
  const { status, stderr } = spawnSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe', descriptor] });
  if (status !== 0) throw new Error(`mount failed: ${stderr}`);
}
