import { expect, test } from 'vitest';
import { readPublisher } from '../../../../build/packaging/package-publisher.ts';

const good = {
  MAX_DESK_UPDATE_URL: 'https://updates.example.com/max-desk',
  MAX_DESK_HOMEPAGE: 'https://example.com/max-desk',
  MAX_DESK_MAINTAINER: 'Example Ltd <max-desk@example.com>',
};

test('who packages is handed to electron-builder', () => {
  expect(readPublisher(good)).toEqual({
    options: [
      '-c.extraMetadata.homepage=https://example.com/max-desk',
      '-c.extraMetadata.author.name=Example Ltd',
      '-c.extraMetadata.author.email=max-desk@example.com',
    ],
  });
});

test.each([
  ['MAX_DESK_UPDATE_URL', undefined],
  ['MAX_DESK_UPDATE_URL', ''],
  ['MAX_DESK_UPDATE_URL', 'http://updates.example.com'],
  ['MAX_DESK_HOMEPAGE', undefined],
  ['MAX_DESK_HOMEPAGE', 'example.com'],
  ['MAX_DESK_MAINTAINER', undefined],
  ['MAX_DESK_MAINTAINER', 'Example Ltd'],
  ['MAX_DESK_MAINTAINER', '<max-desk@example.com>'],
])('%s as %j is asked for by its name', (name, value) => {
  expect(readPublisher({ ...good, [name]: value })).toEqual({ missing: expect.stringContaining(name) });
});
