import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The renderer: static files for app://max-desk, whose CSP forbids inline code, inline styles and fetch. */
export default defineConfig({
  root: from('../renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: from('../dist/renderer'),
    emptyOutDir: true,
    // Only Electron's Chromium has to be supported.
    target: 'esnext',
    cssTarget: 'chrome140',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // In kB. The files are read from disk; `npm run bench -- start` measures their cost.
    chunkSizeWarningLimit: 800,
  },
});
