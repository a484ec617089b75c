// Takes out of a CycloneDX bill of materials, from standard input, what is needed to build the page and never reaches a visitor.
// `npm sbom --omit dev` would leave out more: whatever a tool for building asks for as a peer, Vue among it.
import { readFileSync } from 'node:fs'

const bill = JSON.parse(readFileSync(0, 'utf8'))
bill.components = bill.components.filter((component) => component.scope !== 'optional')
const shipped = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((component) => component['bom-ref'])])
bill.dependencies = bill.dependencies
  .filter((dependency) => shipped.has(dependency.ref))
  .map((dependency) => ({ ...dependency, dependsOn: (dependency.dependsOn ?? []).filter((ref) => shipped.has(ref)) }))
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`)
