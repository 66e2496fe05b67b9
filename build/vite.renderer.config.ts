import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The window: static files for app://max-desk, whose CSP allows neither inline code nor inline styles nor fetch. */
export default defineConfig({
  root: from('../renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: from('../dist/renderer'),
    emptyOutDir: true,
    // Electron brings one Chromium: nothing is rewritten for older ones.
    target: 'esnext',
    cssTarget: 'chrome140',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // kB. It comes from the disk; what it costs at a start is measured by `npm run bench -- start`.
    chunkSizeWarningLimit: 700,
  },
});
