import { defineConfig, mergeConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'jsdom',
            include: ['src/**/*.spec.ts'],
            setupFiles: ['src/testing/setup.ts'],
            restoreMocks: true,
            testTimeout: 30_000,
            // Vuetify's modules import style sheets, which Node itself can't.
            server: { deps: { inline: ['vuetify'] } },
          },
        },
        { test: { name: 'server', environment: 'node', include: ['test/*.spec.ts', 'test/server/**/*.spec.ts', 'vite/**/*.spec.ts'], testTimeout: 30_000 } },
        {
          test: {
            name: 'browser',
            environment: 'node',
            include: ['test/browser/**/*.spec.ts'],
            globalSetup: 'test/browser/setup.ts',
            // Waiting ends when what is waited for is there; a busy machine takes its time.
            testTimeout: 300_000,
            hookTimeout: 120_000,
            // A browser takes what a processor gives: more side by side would only wait for each other.
            maxWorkers: 2,
          },
        },
      ],
    },
  }),
)
