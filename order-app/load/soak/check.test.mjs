import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faults } from './check.mjs'

const sent = (key) => ({ type: 'order', state: 'sent', key })
const told = (state, key, id) => ({ type: 'order', state, key, id })

/** Two orders of 3 and 1 pieces of product 1; each test changes one thing. */
const sound = () => ({
  records: [sent('a'), sent('b'), sent('c'), told('placed', 'a', 7), told('placed', 'b', 8), told('refused', 'c')],
  before: new Map([['1', 10], ['2', 5]]),
  orderLines: [['7', 'a', '1', '3'], ['8', 'b', '1', '1']],
  after: new Map([['1', 6], ['2', 5]]),
})

test('finds nothing where all is as it was told', () => {
  assert.deepEqual(faults(sound()), [])
})

test('an order without a verdict may be stored or not', () => {
  const facts = sound()
  facts.records.push(sent('d'), told('unknown', 'd'))
  assert.deepEqual(faults(facts), [])
})

for (const [what, change, sentence] of [
  ['a lost order', (facts) => { facts.orderLines.pop(); facts.after.set('1', 7) }, /^order 8 \(b\) was acknowledged and is not stored$/],
  ['an order stored twice', (facts) => { facts.orderLines.push(['9', 'b', '2', '1']); facts.after.set('2', 4) }, /^b is stored as orders 8 and 9$/],
  ['an order acknowledged as two', (facts) => facts.records.push({ type: 'order', state: 'doubled', key: 'a', ids: [7, 9] }), /^a was acknowledged as orders 7 and 9$/],
  ['a refused order that is stored', (facts) => { facts.orderLines.push(['9', 'c', '2', '1']); facts.after.set('2', 4) }, /^c was refused and is stored$/],
  ['an order that nobody sent', (facts) => { facts.orderLines.push(['9', 'z', '2', '1']); facts.after.set('2', 4) }, /^z is stored and nobody sent it$/],
  ['pieces that went missing', (facts) => facts.after.set('2', 4), /^product 2 has 4 pieces: 5 less the 0 sold are 5$/],
  ['stock below zero', (facts) => { facts.before.set('1', 3); facts.after.set('1', -1) }, /^product 1 has -1 pieces/],
]) {
  test(`finds ${what}`, () => {
    const facts = sound()
    change(facts)
    const found = faults(facts)
    assert.equal(found.length, 1, found.join('\n'))
    assert.match(found[0], sentence)
  })
}
