// The console's build: static files with hashed names, nothing inlined, so that the strictest content policy holds.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** For work on the console: pages from Vite, the API from a running `npm start`. */
const API = `http://127.0.0.1:${process.env['LEDGERLANE_PORT'] ?? '8400'}`;

export default defineConfig({
  root: join(import.meta.dirname, 'console'),
  plugins: [react(), fontsAsFiles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // A data: address would need a hole in the content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    rollupOptions: {
      input: {
        console: join(import.meta.dirname, 'console/index.html'),
        'status-card': join(import.meta.dirname, 'console/src/card/status-card.ts'),
      },
      output: {
        // The card is named by pages of others: its name stays.
        entryFileNames: ({ name }) => (name === 'status-card' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': API, '/oauth': API, '/config.json': API, '/issuer': API } },
});

/**
 * Cloudscape's styles carry eight fonts as data: addresses. As files, only those that a page uses are loaded, and the content
 * policy needs no exception for them.
 */
function fontsAsFiles(): Plugin {
  return {
    name: 'fonts-as-files',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        file.source = String(file.source).replaceAll(FONT, (_whole, content: string) => {
          const source = Buffer.from(content, 'base64');
          const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
          const fileName = `assets/font-${hash}.woff2`;
          this.emitFile({ type: 'asset', fileName, source });
          return `url(/${fileName})`;
        });
      }
    },
  };
}

const FONT = /url\(["']?data:font\/woff2;(?:charset=utf-8;)?base64,([^)"']+)["']?\)/g;
