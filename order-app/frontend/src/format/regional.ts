/**
 * The page's language as it is written where the visitor lives: in English, 24/12/2026 for a browser set to British, and 12/24/2026 for an
 * American one. The browser's own languages say where that is.
 */
export function regional(language: string, preferred: readonly string[] = navigator.languages): string {
  return preferred.find((tag) => tag.startsWith(`${language}-`)) ?? language
}
