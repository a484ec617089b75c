// Draws the sample goods' pictures anew: every drawing of the modules beside this one becomes a WebP file in the API's
// resources. Run by `draw`, which finds the browser that renders them.
import { createRequire } from 'node:module'
import { writeFile } from 'node:fs/promises'
import { Brush, HEIGHT, WIDTH } from './brush.mjs'
import { desk } from './desk.mjs'
import { home } from './home.mjs'
import { kitchen } from './kitchen.mjs'
import { table } from './table.mjs'

const QUALITY = 0.82
const DESTINATION = new URL('../backend/src/main/resources/pictures/', import.meta.url)
const { chromium } = createRequire(new URL('../frontend/package.json', import.meta.url))('playwright-core')

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  for (const [name, drawing] of Object.entries({ ...kitchen, ...table, ...desk, ...home })) {
    const encoded = await page.evaluate(toWebp, { svg: drawing(new Brush()), width: WIDTH, height: HEIGHT, quality: QUALITY })
    const file = Buffer.from(encoded, 'base64')
    await writeFile(new URL(`${name}.webp`, DESTINATION), file)
    console.error(`${name}.webp: ${(file.length / 1024).toFixed(1)} KiB`)
  }
} finally {
  await browser.close()
}

/** Runs in the browser. */
async function toWebp({ svg, width, height, quality }) {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d').drawImage(image, 0, 0, width, height)
  return canvas.toDataURL('image/webp', quality).split(',')[1]
}
