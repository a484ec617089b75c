import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import vuetify from 'vite-plugin-vuetify'
import { beaconBeforeBundle } from './vite/beacon.ts'
import { precompress } from './vite/precompress.ts'
import { readVersion } from './vite/version.ts'

const version = readVersion(process.env)

export default defineConfig({
  plugins: [vue(), vuetify({ autoImport: true }), beaconBeforeBundle(), precompress()],
  define: {
    __ORDER_APP_VERSION__: JSON.stringify(version),
  },
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  build: {
    outDir: `dist/${version}`,
    // A folder per version: a file's address tells which version it belongs to, so no version's nginx can
    // ever answer with a file of its own for a page of the other one.
    assetsDir: `assets/${version}`,
    // Inlined files would need `data:` in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What all views share is one file rather than a dozen small ones, each a round trip on a phone.
        codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] },
      },
    },
  },
  server: {
    proxy: { '/api': process.env.ORDER_APP_API ?? 'http://127.0.0.1:8080' },
  },
})
