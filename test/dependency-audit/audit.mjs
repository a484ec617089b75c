// Asks OSV (https://google.github.io/osv.dev/post-v1-querybatch/) about dependencies, many in one request.
// Usage: OSV_URL=… node audit.mjs MAVEN-LIST PACKAGE-LOCK, the first written by `mvn dependency:list`.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** As many as the service takes at once. */
const BATCH = 1000

/** group:artifact:jar:version:scope lines, of modules that share most of them. */
export function mavenPackages(text) {
  const found = [...text.matchAll(/^\s+([\w.-]+):([\w.-]+):jar:(?:[\w.-]+:)?([\w.-]+):(?:compile|runtime)/gm)]
  return distinct(found.map(([, group, artifact, version]) => ({ ecosystem: 'Maven', name: `${group}:${artifact}`, version })))
    .filter(({ name }) => !name.startsWith('dev.orderapp:'))
}

/** What the page ships; what only builds it stays here. */
export function npmPackages(lock) {
  const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path.includes('node_modules/') && !dev)
  return distinct(shipped.map(([path, { version }]) => ({ ecosystem: 'npm', name: path.slice(path.lastIndexOf('node_modules/') + 13), version })))
}

/** Those packages that have advisories, with the advisories' names. */
export async function advised(packages, service) {
  const found = []
  for (let start = 0; start < packages.length; start += BATCH) {
    const batch = packages.slice(start, start + BATCH)
    const response = await fetch(`${service}/v1/querybatch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ queries: batch.map(({ ecosystem, name, version }) => ({ package: { ecosystem, name }, version })) }),
      signal: AbortSignal.timeout(60_000),
    })
    if (!response.ok) {
      throw new Error(`${service} answered ${response.status}`)
    }
    const { results } = await response.json()
    results.forEach(({ vulns = [] }, index) => vulns.length > 0 && found.push({ ...batch[index], advisories: vulns.map(({ id }) => id) }))
  }
  return found
}

function distinct(packages) {
  return [...new Map(packages.map((one) => [`${one.name}@${one.version}`, one])).values()]
}

async function main([mavenList, packageLock]) {
  const packages = [...mavenPackages(readFileSync(mavenList, 'utf8')), ...npmPackages(JSON.parse(readFileSync(packageLock, 'utf8')))]
  const found = await advised(packages, process.env.OSV_URL)
  found.forEach(({ name, version, advisories }) => console.log(`${name} ${version}: ${advisories.join(', ')}`))
  console.log(`${packages.length} dependencies, ${found.length} with known weaknesses`)
  process.exitCode = found.length === 0 ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv.slice(2))
}
