import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import vuetify from 'vite-plugin-vuetify'
import { beaconBeforeBundle } from './vite/beacon.ts'
import { precompress } from './vite/precompress.ts'
import { preloadFirstView } from './vite/preloadFirstView.ts'
import { readVersion } from './vite/version.ts'

const version = readVersion(process.env)

export default defineConfig({
  plugins: [vue(), vuetify({ autoImport: true }), beaconBeforeBundle(), preloadFirstView(), precompress()],
  define: {
    __ORDER_APP_VERSION__: JSON.stringify(version),
    // What the page does not use of Vue and vue-i18n: their older ways to write components.
    __VUE_OPTIONS_API__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
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
        // Without the list of the views that use it, which would be longer than a name may be.
        sanitizeFileName: (name) => name.replace(/~.*/, '').replace(/[^\w.-]/g, '_'),
        // A file per group of views that use the same libraries: what only a later view needs does not delay the first one. Small groups
        // join another, as each file is a round trip on a phone.
        codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/, entriesAware: true, entriesAwareMergeThreshold: 4_000 }] },
      },
    },
  },
  server: {
    proxy: { '/api': process.env.ORDER_APP_API ?? 'http://127.0.0.1:8080' },
  },
})
