/** Creates icon files with several sizes for Windows and macOS from square PNG images. */

/** Windows' format: a directory of entries, then the unchanged images. Each may be at most 256 pixels wide. */
export function ico(images: readonly Buffer[]): Buffer {
  const header = Buffer.from([0, 0, 1, 0, images.length, 0]);
  let offset = header.length + 16 * images.length;
  const entries = images.map((image) => {
    const entry = Buffer.alloc(16);
    // A width of 256 is encoded as 0.
    entry[0] = entry[1] = widthOf(image) % 256;
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(image.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += image.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images]);
}

/** Apple's chunk types for images of these widths: for normal and for high-resolution screens. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** macOS' format: a length, then each image after its type. Images of other widths are omitted. */
export function icns(images: readonly Buffer[]): Buffer {
  const parts = images.flatMap((image) =>
    (icnsTypes[widthOf(image)] ?? []).map((type) => chunk(type, image)),
  );
  return chunk('icns', Buffer.concat(parts));
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}

/** The width of a PNG image, pixels. */
export function widthOf(image: Buffer): number {
  return image.readUInt32BE(16);
}
