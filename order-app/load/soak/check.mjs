// Compares what buyers were told with what the database holds: every acknowledged order is stored, once, with the id that was
// told; nothing else is; and what left the stock is exactly what was ordered.
// Usage: node check.mjs RECORDS STOCK-BEFORE ORDERS STOCK-AFTER, where the last three are tab-separated rows of the database:
// product id and stock; order id, its key, product id and quantity; product id and stock.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Sentences about what is wrong; none if all is well. */
export function faults({ records, before, orderLines, after }) {
  const orders = records.filter(({ type }) => type === 'order')
  const sent = new Set(orders.filter(({ state }) => state === 'sent').map(({ key }) => key))
  const stored = new Map()
  const sold = new Map()
  for (const [order, key, product, quantity] of orderLines) {
    stored.set(key, new Set([...(stored.get(key) ?? []), order]))
    sold.set(product, (sold.get(product) ?? 0) + Number(quantity))
  }
  return [
    ...orders.filter(({ state, key, id }) => state === 'placed' && !stored.get(key)?.has(String(id))).map(({ key, id }) => `order ${id} (${key}) was acknowledged and is not stored`),
    ...orders.filter(({ state }) => state === 'doubled').map(({ key, ids }) => `${key} was acknowledged as orders ${ids.join(' and ')}`),
    ...orders.filter(({ state, key }) => state === 'refused' && stored.has(key)).map(({ key }) => `${key} was refused and is stored`),
    ...[...stored].filter(([, ids]) => ids.size > 1).map(([key, ids]) => `${key} is stored as orders ${[...ids].join(' and ')}`),
    ...[...stored.keys()].filter((key) => !sent.has(key)).map((key) => `${key} is stored and nobody sent it`),
    ...[...before].flatMap(([product, stock]) => {
      const expected = stock - (sold.get(product) ?? 0)
      const found = after.get(product)
      return found === expected && found >= 0 ? [] : [`product ${product} has ${found} pieces: ${stock} less the ${stock - expected} sold are ${expected}`]
    }),
  ]
}

export function summary({ records, orderLines }) {
  const count = (state) => records.filter((record) => record.type === 'order' && record.state === state).length
  return `  ${count('sent')} orders sent, ${count('placed')} acknowledged, ${new Set(orderLines.map(([order]) => order)).size} in the database, ${count('unknown')} without a verdict`
}

function rows(file) {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => line.split('\t'))
}

function main([recordsFile, beforeFile, ordersFile, afterFile]) {
  const stock = (file) => new Map(rows(file).map(([product, pieces]) => [product, Number(pieces)]))
  const facts = {
    records: readFileSync(recordsFile, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    before: stock(beforeFile),
    orderLines: rows(ordersFile),
    after: stock(afterFile),
  }
  const wrong = faults(facts)
  console.log(summary(facts))
  console.log(wrong.length === 0 ? '  every acknowledged order is stored once, nothing else is, and the stock is right' : wrong.slice(0, 20).map((fault) => `  WRONG: ${fault}`).join('\n'))
  process.exitCode = wrong.length === 0 ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2))
}
