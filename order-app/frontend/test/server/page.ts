import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Writes a page as a build leaves it, of few files, and returns its folder. */
export function writePage(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'order-page-'))
  const assets = join(folder, 'assets', version)
  mkdirSync(assets, { recursive: true })
  writeFileSync(join(folder, 'index.html'), index(version))
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(assets, 'index-AAAA1111.js'), script(version))
  writeFileSync(join(assets, 'index-AAAA1111.js.gz'), gzipSync(script(version)))
  writeFileSync(join(assets, 'large-BBBB2222.js'), Buffer.alloc(LARGE_BYTES, ' '))
  return folder
}

/** More than the network's buffers hold, so that a download of it can be caught in the middle. */
export const LARGE_BYTES = 24 * 1024 * 1024

export function script(version: string): string {
  return `console.log("${version}")\n`
}

function index(version: string): string {
  return `<!doctype html>
<meta name="order-app-revision" content="__ORDER_APP_REVISION__" />
<meta property="csp-nonce" nonce="__CSP_NONCE__" />
<script type="module" src="/assets/${version}/index-AAAA1111.js"></script>
`
}
