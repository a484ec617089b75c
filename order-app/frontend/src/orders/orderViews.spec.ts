import userEvent from '@testing-library/user-event'
import { screen, within } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering, refused } from '@/testing/api'
import { address, order } from '@/testing/goods'
import { renderShop } from '@/testing/render'
import OrdersView from './OrdersView.vue'
import OrderView from './OrderView.vue'

const signedIn = { 'GET /api/session': [{ body: { email: 'a@example.test', name: 'A' } }] }
const page = (...items: object[]) => ({ body: { items, page: 0, size: 20, total: items.length } })

it('lists the orders, each leading to its page', async () => {
  answering({ ...signedIn, 'GET /api/orders': [page(order)] })
  await renderShop(OrdersView, '/orders')
  expect(screen.getByText('Loading your orders')).toBeInTheDocument()
  const link = await screen.findByRole('link', { name: /Order 17/ })
  expect(link).toHaveAttribute('href', '/orders/17')
  expect(link).toHaveTextContent('Placed')
  expect(link).toHaveTextContent('Barley tea and 1 more')
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

it('shows what of an order was for shipping and tax', async () => {
  const price = { goods: 47, shipping: 4.9, taxPercent: 19, taxIncluded: true, tax: 8.29, total: 51.9 }
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: { ...order, total: 51.9, price } }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  expect(await screen.findByRole('row', { name: /Shipping.*€4\.90/ })).toBeInTheDocument()
  expect(screen.getByRole('row', { name: /Total.*€51\.90/ })).toBeInTheDocument()
  expect(screen.getByRole('row', { name: /incl\. 19% VAT.*€8\.29/ })).toBeInTheDocument()
})

it('thanks for an order just placed', async () => {
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: order }] })
  await renderShop(OrderView, '/orders/17?placed=now', { id: '17' })
  expect(await screen.findByText('Thank you! Your order has been placed.')).toBeInTheDocument()
})

it('shows a state that only a newer shop knows', async () => {
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: { ...order, status: 'GIFT_WRAPPED' } }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  expect(await screen.findByText('GIFT_WRAPPED')).toBeInTheDocument()
})

it("says that there is no such order, whoever's it is", async () => {
  answering({ ...signedIn, 'GET /api/orders/18': [{ status: 404, body: {} }] })
  await renderShop(OrderView, '/orders/18', { id: '18' })
  expect(await screen.findByText('You have no order with this number.')).toBeInTheDocument()
})

it('shows what has happened to an order and what is to come', async () => {
  const history = [...(order.history ?? []), { status: 'CONFIRMED', at: '2026-11-24T10:00:00Z', by: 'STAFF' }]
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: { ...order, status: 'CONFIRMED', history } }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  const steps = within(await screen.findByRole('list', { name: 'Progress of the order' })).getAllByRole('listitem')
  expect(steps.map((step) => step.querySelector('strong')?.textContent)).toEqual(['Placed', 'Confirmed', 'Shipped', 'Delivered'])
  expect(steps[1]).toHaveAttribute('aria-current', 'step')
  expect(steps[1]).toHaveTextContent('by the shop')
  expect(steps[2]).toHaveTextContent('Upcoming')
})

it('cancels an order once, when told so twice over', async () => {
  const cancelled = { ...order, status: 'CANCELLED', cancellable: false }
  const calls = answering({ ...signedIn, 'GET /api/orders/17': [{ body: order }], 'POST /api/orders/17/cancellation': [{ body: cancelled }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel order' }))
  await userEvent.dblClick(await screen.findByRole('button', { name: 'Cancel the order' }))
  await screen.findAllByText('Cancelled')
  expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
  expect(screen.queryByRole('button', { name: 'Cancel order' })).not.toBeInTheDocument()
})

it('tells the shop why an order is cancelled', async () => {
  const cancelled = { ...order, status: 'CANCELLED', cancellable: false, history: [{ status: 'CANCELLED', at: '2026-11-24T10:00:00Z', by: 'CUSTOMER', reason: 'Ordered twice' }] }
  const calls = answering({ ...signedIn, 'GET /api/orders/17': [{ body: order }], 'POST /api/orders/17/cancellation': [{ body: cancelled }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel order' }))
  await userEvent.type(await screen.findByLabelText('Reason (optional)'), ' Ordered twice ')
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the order' }))
  expect(await screen.findByText(/“Ordered twice”/)).toBeInTheDocument()
  expect(calls.at(-1)?.body).toEqual({ reason: 'Ordered twice' })
})

it('shows with whom a part of an order travels, and what else happened to it', async () => {
  const mug = { productId: 7, name: 'Barley tea', quantity: 1 }
  const known = { at: '2026-11-24T10:00:00Z', by: 'STAFF', parcel: null, amount: null, reason: '', items: [] }
  const events = [
    { ...known, kind: 'ITEMS_CANCELLED', items: [mug], reason: 'Cracked' },
    { ...known, kind: 'REFUNDED', items: [mug], amount: 4.5 },
    { ...known, kind: 'REFUNDED', amount: 1 },
    { ...known, kind: 'GIFT_WRAPPED' },
  ]
  const parcels = [{ id: 1, sentAt: '2026-11-24T10:00:00Z', carrier: 'Korea Post', trackingNumber: '6123', items: [mug] }]
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: { ...order, status: 'SHIPPED', partlySent: true, refunded: 5.5, parcels, events } }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  expect(await screen.findByText('Partly shipped')).toBeInTheDocument()
  expect(screen.getByRole('list', { name: 'Parcels' })).toHaveTextContent('1 × Barley tea')
  expect(screen.getByText('6123')).toBeInTheDocument()
  for (const text of ['Cancelled: 1 × Barley tea', '“Cracked”', 'Refunded: €4.50 for 1 × Barley tea', 'Refunded: €1.00', 'GIFT_WRAPPED']) {
    expect(screen.getByText(text)).toBeInTheDocument()
  }
  expect(screen.getByRole('row', { name: /Refunded.*-€5\.50/ })).toBeInTheDocument()
})

it('says why an order can not be cancelled any more', async () => {
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: order }], 'POST /api/orders/17/cancellation': [refused(409, 'wrong-status')] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel order' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel the order' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('The order has changed in the meantime.')
})

it('sends an order elsewhere, and shows at its field what the shop does not take', async () => {
  const complaint = refused(400, 'invalid-field', { field: 'city', detail: 'Too far away.' })
  const calls = answering({
    ...signedIn,
    'GET /api/orders/17': [{ body: order }],
    'PUT /api/orders/17/address': [complaint, { body: { ...order, address: { ...address, city: 'Busan' } } }],
  })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Change address' }))
  const city = await screen.findByLabelText('City')
  await userEvent.clear(city)
  await userEvent.type(city, 'Busan')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Too far away.')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('04524 Busan')).toBeInTheDocument()
  expect(calls.at(-1)?.body).toEqual({ ...address, city: 'Busan' })
})

it('gets along with an order of an API that knows neither address nor history', async () => {
  answering({ ...signedIn, 'GET /api/orders/17': [{ body: { ...order, address: undefined, history: undefined, cancellable: undefined } }] })
  await renderShop(OrderView, '/orders/17', { id: '17' })
  expect(await screen.findByRole('heading', { name: 'Order 17' })).toBeInTheDocument()
  expect(screen.queryByText('Delivery address')).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Cancel order' })).not.toBeInTheDocument()
})
