/** Faulty disks, mounted by the system. Only root can mount them, on Linux. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Why disks cannot be mounted here; '' if they can. */
export function whyNoDisks(): string {
  if (process.platform !== 'linux') return 'Disks are mounted on Linux only';
  return process.getuid?.() === 0 ? '' : 'Only root may mount a disk';
}
export function whyNoHangingDrive(): string {
  return whyNoDisks() || (existsSync('/dev/fuse') ? '' : 'There is no /dev/fuse');
}

/** A disk in memory; size in KB. `fill` uses up all free space. */
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

/** A drive that accepts all requests and answers none, like a disconnected network drive. */
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
      // Pending calls fail now, because there is no server any more.
      closeSync(server);
    },
  };
}

function run(args: string[], descriptor: number | 'ignore' = 'ignore'): void {
  const { status, stderr } = spawnSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe', descriptor] });
  if (status !== 0) throw new Error(`mount failed: ${stderr}`);
}
