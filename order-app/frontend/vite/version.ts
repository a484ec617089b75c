/**
 * The version being built, from the environment variable VERSION (default `dev`). It becomes a folder's name in the
 * addresses of the page's files, so only what is safe there is taken.
 */
export function readVersion(env: Record<string, string | undefined>): string {
  const version = env.VERSION || 'dev'
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(version)) {
    throw new Error(`VERSION is "${version}": use up to 64 letters, digits, dots, underscores and hyphens, for example 1.4.0`)
  }
  return version
}
