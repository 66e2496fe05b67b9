import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { icns, ico, widthOf } from '../../../build/icon-files.ts';

const resources = path.resolve(import.meta.dirname, '../../../build/resources');
const read = (name: string) => readFileSync(path.join(resources, name));
const png = (size: number) => read(`icons/${size}x${size}.png`);

/** The images of an .ico, by what its directory says of them. */
function icoImages(file: Buffer): { width: number; image: Buffer }[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_each, index) => {
    const entry = 6 + 16 * index;
    const offset = file.readUInt32LE(entry + 12);
    return {
      width: file[entry] || 256,
      image: file.subarray(offset, offset + file.readUInt32LE(entry + 8)),
    };
  });
}

/** The images of an .icns, by their names. */
function icnsImages(file: Buffer): Record<string, Buffer> {
  const images: Record<string, Buffer> = {};
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4))
    images[file.toString('latin1', at, at + 4)] = file.subarray(at + 8, at + file.readUInt32BE(at + 4));
  return images;
}

test('Windows’ file holds every image as it is, and says how wide it is', () => {
  const images = icoImages(ico([png(16), png(256)]));
  expect(images.map(({ width }) => width)).toEqual([16, 256]);
  expect(images[1]?.image.equals(png(256))).toBe(true);
});

test('Apple’s file holds every image as it is, under each of its names', () => {
  const file = icns([png(16), png(256)]);
  expect(file.readUInt32BE(4)).toBe(file.length);
  const images = icnsImages(file);
  expect(Object.keys(images)).toEqual(['ic08', 'ic13']);
  expect(images['ic13']?.equals(png(256))).toBe(true);
});

test('the icons that are kept have every size that the systems ask for', () => {
  const windows = icoImages(read('icon.ico'));
  expect(windows.map(({ image }) => widthOf(image))).toEqual([16, 24, 32, 48, 64, 128, 256]);
  const apple = Object.values(icnsImages(read('icon.icns'))).map(widthOf);
  expect([...new Set(apple)]).toEqual([32, 64, 128, 256, 512, 1024]);
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) expect(widthOf(png(size))).toBe(size);
});
