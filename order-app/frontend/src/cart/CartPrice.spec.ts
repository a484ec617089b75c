import { screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import CheckoutView from '@/checkout/CheckoutView.vue'
import { answering, outOfReach, unknownToApi, type Answer } from '@/testing/api'
import { address, inCart, tea } from '@/testing/goods'
import { renderShop } from '@/testing/render'
import CartView from './CartView.vue'
import { writeCart } from './cartStorage'

const added = { goods: 9, shipping: 4.9, taxPercent: 19, taxIncluded: false, tax: 2.64, total: 16.54 }

function withTea(price: Answer, more: Record<string, Answer[]> = {}) {
  writeCart({ lines: [inCart(tea, 2)], ofAccount: false, pendingKey: null, pendingAddress: null })
  return answering({ 'GET /api/session': [{ status: 401 }], 'GET /api/price': [price], ...more })
}

it('tells a guest what the cart costs as an order, shipping and tax included', async () => {
  const calls = withTea({ body: added })
  await renderShop(CartView, '/cart')
  expect(await screen.findByText('€16.54')).toBeInTheDocument()
  expect(screen.getByText('Shipping').nextSibling).toHaveTextContent('€4.90')
  expect(screen.getByText('19% VAT').nextSibling).toHaveTextContent('€2.64')
  expect(calls.map(({ path }) => path)).toContain('/api/price?items=7x2')
})

it('says what tax the prices hold', async () => {
  withTea({ body: { ...added, shipping: 0, taxIncluded: true, tax: 1.44, total: 9 } })
  await renderShop(CartView, '/cart')
  expect((await screen.findByText('incl. 19% VAT')).nextSibling).toHaveTextContent('€1.44')
  expect(screen.queryByText('Shipping')).not.toBeInTheDocument()
})

it('costs its goods alone in a shop that is older than this page', async () => {
  withTea(unknownToApi)
  await renderShop(CartView, '/cart')
  expect(await screen.findByText('€9.00', { selector: '.total *' })).toBeInTheDocument()
})

it('orders nothing of which the visitor does not know what it costs', async () => {
  const lines = [inCart(tea, 2)]
  withTea(outOfReach, {
    'GET /api/session': [{ body: { email: 'a@example.test', name: 'A' } }],
    'POST /api/cart/merge': [{ body: { items: lines } }],
    'GET /api/cart': [{ body: { items: lines } }],
    'GET /api/orders': [{ body: { items: [{ address }], page: 0, size: 20, total: 1 } }],
  })
  await renderShop(CheckoutView, '/checkout')
  expect(await screen.findByRole('button', { name: 'Place order' })).toBeDisabled()
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeInTheDocument()
})
