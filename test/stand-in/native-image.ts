/** `electron.nativeImage`: only says whether there is an image, and hands on PNG bytes. */
import { existsSync, readFileSync } from 'node:fs';
import type { NativeImage } from 'electron';
import { loud } from './loud.ts';

type Implemented = Pick<
  NativeImage,
  | 'isEmpty'
  | 'getSize'
  | 'toPNG'
  | 'toDataURL'
  | 'resize'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'addRepresentation'
  | 'isMacTemplateImage'
>;

function image(bytes: Buffer): NativeImage {
  const [width, height] = bytes.length > 24 ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : [0, 0]; // PNG's header
  let template = false;
  const implemented: Implemented = {
    isEmpty: () => bytes.length === 0,
    getSize: () => ({ width, height }),
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    resize: () => image(bytes),
    addRepresentation: () => {},
    setTemplateImage: (value) => {
      template = value;
    },
    isTemplateImage: () => template,
    isMacTemplateImage: false,
  };
  // What is not implemented throws, so that the part can pass for the whole.
  return loud('NativeImage', implemented) as NativeImage;
}

/** `electron.nativeImage`. As in Electron a missing file makes an empty image. */
export const nativeImage = loud('nativeImage', {
  createEmpty: () => image(Buffer.alloc(0)),
  createFromPath: (path) => image(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (buffer) => image(buffer),
  createFromDataURL: (url) => image(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
} satisfies Pick<
  typeof Electron.nativeImage,
  'createEmpty' | 'createFromPath' | 'createFromBuffer' | 'createFromDataURL'
>);
