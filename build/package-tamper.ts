/**
 * Verifies that the packaged app refuses to start after its asar was modified (R36): macOS and Windows compare it with
 * a hash in the app. For the release workflow; Linux has no such check.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { packagedApp } from './packaging/packaged-app.ts';

/** After this time the app counts as started; an app that refuses exits long before, ms. */
const patience = 20_000;
const { executable, asar } = packagedApp();
const original = `${asar}.original`;

// The unmodified app must start, else the test would prove nothing.
if ((await endOf(executable)) !== 'running') throw new Error('The app does not start, changed or not.');
copyFileSync(asar, original);
try {
  const content = readFileSync(asar);
  const at = content.indexOf('MAX Desk');
  if (at < 0) throw new Error(`${asar} does not hold what was to be changed.`);
  content.write('MAX Dusk', at);
  writeFileSync(asar, content);
  const status = await endOf(executable);
  if (status === 'running') throw new Error('The changed app has started.');
  console.log(`The changed app refused to start (${status}).`);
} finally {
  renameSync(original, asar);
}

function endOf(file: string): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, ['--simulator'], { stdio: 'inherit' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve('running');
    }, patience);
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      clearTimeout(timer);
      if (status === 0) reject(new Error('The changed app has started and ended by itself.'));
      else resolve(status ?? signal ?? 'unknown');
    });
  });
}
