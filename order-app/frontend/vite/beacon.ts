import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { minify, type Plugin } from 'vite'

const SOURCE = fileURLToPath(new URL('../src/beacon/beacon.js', import.meta.url))

const NAME = 'beacon.js'

/**
 * Puts the beacon into the page before the bundle, as a file of its own under a hashed name. Not deferred: it is to hear of all that happens
 * to the files after it, and comes beside the style sheets, which the page waits for anyway.
 */
export function beaconBeforeBundle(): Plugin {
  return {
    name: 'order-app:beacon',
    apply: 'build',
    async buildStart() {
      const { code } = await minify(SOURCE, await readFile(SOURCE, 'utf8'))
      this.emitFile({ type: 'asset', name: NAME, source: code })
    },
    transformIndexHtml: {
      order: 'post',
      handler(_page, { bundle = {} }) {
        const beacon = Object.values(bundle).find((file) => file.type === 'asset' && file.names.includes(NAME))
        return [{ tag: 'script', attrs: { src: `/${beacon?.fileName}` }, injectTo: 'head-prepend' }]
      },
    },
  }
}
