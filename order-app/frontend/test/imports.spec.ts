import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/** What is shipped: tests and their helpers may import from anywhere. */
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(ts|vue|js)$/.test(file) && !file.endsWith('.spec.ts') && dirname(file) !== 'testing',
)

type Graph = Map<string, Set<string>>

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  const paths = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
  return paths.filter((path) => /^(@\/|\.)/.test(path)).map((path) => found(file, path))
}

function found(from: string, path: string): string {
  const target = path.startsWith('@/') ? join(SRC, path.slice(2)) : join(SRC, dirname(from), path)
  const hit = ['', '.ts', '.js', '/index.ts'].map((ending) => target + ending).find((file) => existsSync(file) && statSync(file).isFile())
  if (!hit) {
    throw new Error(`${from} imports ${path}, which is not there.`)
  }
  return relative(SRC, hit)
}

function graph(nameOf: (file: string) => string): Graph {
  const edges: Graph = new Map()
  for (const file of files) {
    const targets = importsOf(file).map(nameOf).filter((target) => target !== nameOf(file))
    edges.set(nameOf(file), new Set([...(edges.get(nameOf(file)) ?? []), ...targets]))
  }
  return edges
}

/** Takes away, again and again, what imports nothing that is left or is imported by nothing that is left: cycles remain. */
function cycles(edges: Graph): string[] {
  const left = new Map(edges)
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const [name, targets] of left) {
      const imported = [...left.values()].some((others) => others.has(name))
      if (!imported || ![...targets].some((target) => left.has(target))) {
        left.delete(name)
      }
    }
  }
  return [...left].map(([name, targets]) => `${name} → ${[...targets].filter((target) => left.has(target)).join(', ')}`)
}

it('no files import each other in a cycle', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(cycles(graph((file) => file))).toEqual([])
})

it('no folders import each other in a cycle', () => {
  expect(cycles(graph(dirname))).toEqual([])
})
