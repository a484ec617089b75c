import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The last commit of the release before. It changes when the next release becomes the one before. */
const COMMIT = '4729e4d22c47c96f6b2973ab8fede1849979c99c'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The page of the release before, built as it was then, from the history. It is kept in build/, since what was built of a
 * commit never changes. Returns the folder of its files, or nothing in a clone without that history ("git fetch --unshallow" gets it).
 */
export function buildReleaseBefore(): string | undefined {
  const files = `${ROOT}build/release-before/${COMMIT}`
  if (!existsSync(files)) {
    const archive = sourcesOf(COMMIT)
    if (archive === undefined) {
      return undefined
    }
    const sources = `${ROOT}build/release-before/sources`
    rmSync(sources, { recursive: true, force: true })
    mkdirSync(sources, { recursive: true })
    execFileSync('tar', ['-x', '-C', sources, '--strip-components=2'], { input: archive })
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { cwd: sources })
    execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: sources, env: { ...process.env, NODE_ENV: 'production', VERSION: '0.0.0-browser-test' } })
    renameSync(`${sources}/dist/0.0.0-browser-test`, files)
    rmSync(sources, { recursive: true })
  }
  return files
}

function sourcesOf(commit: string): Buffer | undefined {
  try {
    return execFileSync('git', ['archive', commit, 'order-app/frontend'], { cwd: `${ROOT}../..`, maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch {
    console.warn(`The page of the release before is not tried: this clone lacks commit ${commit}. Get the whole history with "git fetch --unshallow".`)
    return undefined
  }
}
