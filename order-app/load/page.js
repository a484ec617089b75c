// What a browser reads from the shop's page.

/**
 * The revision of a page and the files that it names: its entry script apart, since that one names the others; the script
 * that says how the page starts is among the others.
 */
export function readPage(html) {
  const revision = first(html, /<meta name="order-app-revision" content="([^"]*)"/)
  const entry = first(html, /<script type="module"[^>]* src="([^"]+)"/)
  const others = [...html.matchAll(/<(?:script|link rel="(?:modulepreload|stylesheet)"[^>]*) (?:src|href)="([^"]+)"/g)].map((match) => match[1])
  return { revision, entry, others }
}

/** The files that the page loads when they are needed: those that its entry script names and the page does not. */
export function readLazyFiles(entryScript, { entry, others }) {
  const named = [...entryScript.matchAll(/assets\/[\w.-]+\/[\w.-]+\.(?:js|css)/g)].map((match) => `/${match[0]}`)
  return [...new Set(named)].filter((file) => file !== entry && !others.includes(file))
}

/** Whether the script of the checkout has a button that places the order: one that submits the form. */
export function hasOrderButton(checkoutScript) {
  return /type:[`'"]submit[`'"]/.test(checkoutScript)
}

function first(text, pattern) {
  const match = pattern.exec(text)
  return match ? match[1] : ''
}
