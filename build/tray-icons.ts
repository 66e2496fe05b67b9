/**
 * Draws the tray's icons from their one source: `node build/run.mjs tray-icons`. To be run after a change of
 * build/resources/tray.svg; what it draws is kept beside it, so that a build needs no browser.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { root } from './bundles.ts';
import { findChromium } from './chromium.ts';

const source = readFileSync(path.join(root, 'build/resources/tray.svg'), 'utf8');
const folder = path.join(root, 'build/resources/tray');
const states = ['signed-in', 'expiring', 'signed-out', 'offline', 'trouble'];

const found = await findChromium({ allowPackaged: true });
if (!found) throw new Error('There is no Chrome, Edge or Chromium here.');
const browser = await chromium.launch({ executablePath: found.file, env: { ...process.env, ...found.env } });
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
try {
  const page = await browser.newPage();
  for (const state of states) {
    const [small, large] = [await draw(page, `colour ${state}`, 16), await draw(page, `colour ${state}`, 32)];
    write(`${state}.png`, small);
    write(`${state}@2x.png`, large);
    write(`${state}.ico`, icon([small, large]));
    // macOS knows a template by the end of its name.
    write(`${state}Template.png`, await draw(page, `template ${state}`, 16));
    write(`${state}Template@2x.png`, await draw(page, `template ${state}`, 32));
  }
} finally {
  await browser.close();
}

function write(name: string, bytes: Buffer): void {
  writeFileSync(path.join(folder, name), bytes);
}

async function draw(page: Page, classes: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  const svg = source.replace(
    'class="colour signed-in"',
    `class="${classes}" width="${size}" height="${size}"`,
  );
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}

/** Windows' container: a directory of entries, and after it the PNG files as they are. */
function icon(images: readonly Buffer[]): Buffer {
  const header = Buffer.from([0, 0, 1, 0, images.length, 0]);
  let offset = header.length + 16 * images.length;
  const entries = images.map((image) => {
    const entry = Buffer.alloc(16);
    entry[0] = image.readUInt32BE(16);
    entry[1] = image.readUInt32BE(20);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(image.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += image.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images]);
}
