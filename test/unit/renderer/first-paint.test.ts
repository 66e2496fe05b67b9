import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { strings } from '../../../renderer/ui/i18n.ts';
import { ProductMark } from '../../../renderer/ui/icons.tsx';

const html = readFileSync(path.resolve(import.meta.dirname, '../../../renderer/index.html'), 'utf8');
const squeezed = (text: string) => text.replace(/>\s+</g, '><');

test('what is painted before a script has run is what the header begins with', () => {
  const mark = renderToStaticMarkup(createElement(ProductMark));
  const name = `<span class="app-name">${strings.en.app.name}</span>`;
  expect(squeezed(html)).toContain(
    `<div class="shell"><header class="app-bar"><div class="app-brand">${mark}${name}</div></header></div>`,
  );
  expect(strings.de.app.name).toBe(strings.en.app.name);
});
