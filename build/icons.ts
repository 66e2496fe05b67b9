/**
 * Draws all icons from their sources: `node build/run.mjs icons`. Run it after a change of icon.svg (the app) or
 * tray.svg (the states in the tray) in build/resources; the results are committed, so that a build needs no browser.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { root } from './bundles.ts';
import { findChromium } from './chromium.ts';
import { icns, ico } from './icon-files.ts';

const resources = path.join(root, 'build/resources');
const read = (name: string) => readFileSync(path.join(resources, name), 'utf8');
const states = ['signed-in', 'expiring', 'signed-out', 'offline', 'trouble'];
const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const found = await findChromium();
if (!found) throw new Error('There is no Chrome, Edge or Chromium here.');
const browser = await chromium.launch({ executablePath: found.file, env: { ...process.env, ...found.env } });
try {
  const page = await browser.newPage();
  await drawApp(page, read('icon.svg'));
  await drawTray(page, read('tray.svg'));
} finally {
  await browser.close();
}

async function drawApp(page: Page, source: string): Promise<void> {
  begin('icons');
  const drawn = (size: number, part: string) =>
    draw(page, source.replace(/viewBox="[^"]*"/, `width="${size}" height="${size}" viewBox="${part}"`), size);
  const filled: Buffer[] = [];
  const withMargin: Buffer[] = [];
  for (const size of appSizes) {
    const image = await drawn(size, '84 84 856 856');
    // electron-builder finds the Linux icons by these names.
    write(`icons/${size}x${size}.png`, image);
    if (size <= 256) filled.push(image);
    // Only macOS icons have a margin.
    withMargin.push(await drawn(size, '0 0 1024 1024'));
  }
  write('icon.ico', ico(filled));
  write('icon.icns', icns(withMargin));
}

async function drawTray(page: Page, source: string): Promise<void> {
  begin('tray');
  const drawn = (classes: string, size: number) =>
    draw(
      page,
      source.replace('class="colour signed-in"', `class="${classes}" width="${size}" height="${size}"`),
      size,
    );
  for (const state of states) {
    const [small, large] = [await drawn(`colour ${state}`, 16), await drawn(`colour ${state}`, 32)];
    write(`tray/${state}.png`, small);
    write(`tray/${state}@2x.png`, large);
    write(`tray/${state}.ico`, ico([small, large]));
    // macOS recognises template images by this suffix.
    write(`tray/${state}Template.png`, await drawn(`template ${state}`, 16));
    write(`tray/${state}Template@2x.png`, await drawn(`template ${state}`, 32));
  }
}

function begin(folder: string): void {
  rmSync(path.join(resources, folder), { recursive: true, force: true });
  mkdirSync(path.join(resources, folder), { recursive: true });
}

function write(name: string, bytes: Buffer): void {
  writeFileSync(path.join(resources, name), bytes);
}

async function draw(page: Page, svg: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}
