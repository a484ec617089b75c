import { screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering } from '@/testing/api'
import { renderShop } from '@/testing/render'
import OrdersView from './OrdersView.vue'
import OrderView from './OrderView.vue'

const order = {
  id: 17,
  status: 'PLACED',
  placedAt: '2026-11-24T09:00:00Z',
  total: 47,
  items: [
    { productId: 1, name: 'Barley tea', price: 4.5, quantity: 2 },
    { productId: 2, name: 'Teapot', price: 38, quantity: 1 },
  ],
}
const signedIn = { 'GET /api/session': [{ body: { email: 'a@example.test', name: 'A' } }] }
const page = (...items: object[]) => ({ body: { items, page: 0, size: 20, total: items.length } })

it('lists the orders, each leading to its page', async () => {
  answering({ ...signedIn, 'GET /api/orders': [page(order)] })
  await renderShop(OrdersView, '/orders')
  expect(screen.getByRole('status', { name: 'Loading your orders' })).toBeInTheDocument()
  const link = await screen.findByRole('link', { name: /Order 17/ })
  expect(link).toHaveAttribute('href', '/orders/17')
  expect(link).toHaveTextContent('Placed')
  expect(link).toHaveTextContent('2 items')
  expect(link).toHaveTextContent('€47.00')
})

it('says that there are no orders yet', async () => {
  answering({ ...signedIn, 'GET /api/orders': [page()] })
  await renderShop(OrdersView, '/orders')
  expect(await screen.findByText('No orders yet')).toBeInTheDocument()
})

it('shows an order with its sums', async () => {
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: order }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  expect(await screen.findByRole('heading', { name: 'Order 17' })).toBeInTheDocument()
  expect(screen.getByRole('row', { name: 'Barley tea 2 €4.50 €9.00' })).toBeInTheDocument()
  expect(screen.getByRole('row', { name: /Total.*€47\.00/ })).toBeInTheDocument()
  expect(screen.queryByText(/Thank you/)).not.toBeInTheDocument()
})

it('thanks for an order just placed', async () => {
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: order }] })
  await renderShop(OrderView, '/orders/17?placed=now', { id: '17' })
  expect(await screen.findByText('Thank you! Your order is placed.')).toBeInTheDocument()
})

it('shows a state that only a newer shop knows', async () => {
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: { ...order, status: 'SHIPPED' } }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  expect(await screen.findByText('SHIPPED')).toBeInTheDocument()
})

it("says that there is no such order, whoever's it is", async () => {
  answering({ ...signedIn, 'GET /api/orders/18': [{ status: 404, body: {} }] })
  await renderShop(OrderView, '/orders/18', { id: '18' })
  expect(await screen.findByText('You have no order with this number.')).toBeInTheDocument()
})
