import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  // Spaces between words are written where they stand, also at the beginning of an element.
  plugins: [vue({ template: { compilerOptions: { whitespace: 'preserve' } } })],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    // Inlined files would need `data:` in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file of each kind, of a fixed name: the server knows each by name, and nothing is cached.
    cssCodeSplit: false,
    rolldownOptions: {
      output: { entryFileNames: 'dashboard.js', assetFileNames: 'dashboard[extname]', codeSplitting: false },
    },
  },
})
