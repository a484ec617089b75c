import userEvent from '@testing-library/user-event'
import { screen } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering } from '@/testing/api'
import { order } from '@/testing/goods'
import { renderShop } from '@/testing/render'
import StaffOrderView from './StaffOrderView.vue'

const staff = { 'GET /api/session': [{ body: { email: 's@example.test', name: 'S', role: 'STAFF' } }], 'GET /api/staff/orders/17/notes': [{ body: [] }] }
const [tea, pot] = order.items
const placed = { ...order, customer: { id: 1, name: 'Kim Minji', email: 'a@example.test' }, next: ['CONFIRMED', 'CANCELLED'], refundable: 0 }
const confirmed = { ...placed, status: 'CONFIRMED', next: ['SHIPPED', 'CANCELLED'] }
const parcel = { id: 5, sentAt: '2026-11-24T10:00:00Z', carrier: null, trackingNumber: null, items: [{ ...tea, quantity: 1 }] }
const partlySent = { ...confirmed, status: 'SHIPPED', partlySent: true, next: [], refundable: 47, parcels: [parcel], items: [{ ...tea, sent: 1, returned: 0 }, { ...pot, sent: 0, returned: 0 }] }

it('sends what was not sent yet, once, with the words that people type trimmed', async () => {
  const calls = answering({ ...staff, 'GET /api/staff/orders/17': [{ body: partlySent }], 'POST /api/staff/orders/17/parcels': [{ status: 503 }, { body: { ...partlySent, partlySent: false } }] })
  await renderShop(StaffOrderView, '/staff/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Send a parcel' }))
  expect(await screen.findByLabelText('Barley tea (up to 1)')).toHaveValue('1')
  expect(screen.getByLabelText('Teapot (up to 1)')).toHaveValue('1')
  await userEvent.type(screen.getByLabelText('Carrier'), ' Korea Post ')
  await userEvent.type(screen.getByLabelText('Tracking number'), '6123')
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText('Shipped', { selector: '.v-chip__content' })).toBeInTheDocument()
  const attempts = calls.filter(({ method }) => method === 'POST')
  expect(attempts.map(({ body }) => body)).toEqual(Array(2).fill({ carrier: 'Korea Post', trackingNumber: '6123', items: [{ productId: 7, quantity: 1 }, { productId: 2, quantity: 1 }] }))
  expect(new Set(attempts.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1)
})

it('offers no parcel before the order is confirmed, nor a refund before anything was sent', async () => {
  answering({ ...staff, 'GET /api/staff/orders/17': [{ body: placed }] })
  await renderShop(StaffOrderView, '/staff/orders/17', { id: '17' })
  expect(await screen.findByRole('button', { name: 'Cancel items' })).toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Send a parcel' })).not.toBeInTheDocument()
  expect(screen.queryByRole('button', { name: 'Refund' })).not.toBeInTheDocument()
})

it('says at the field that fewer pieces are left, and sends nothing', async () => {
  const calls = answering({ ...staff, 'GET /api/staff/orders/17': [{ body: confirmed }] })
  await renderShop(StaffOrderView, '/staff/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel items' }))
  await userEvent.clear(await screen.findByLabelText('Barley tea (up to 2)'))
  await userEvent.type(screen.getByLabelText('Barley tea (up to 2)'), '3')
  await userEvent.click(screen.getByRole('button', { name: 'Cancel these items' }))
  expect(await screen.findByText('Enter a whole number from 0 to 2.')).toBeInTheDocument()
  expect(calls.some(({ method }) => method === 'POST')).toBe(false)
})

it('says in the words of the shop why items can not be cancelled', async () => {
  const detail = 'These are all items of the order. Cancel the order instead.'
  const refusal = { status: 409, headers: { 'Content-Language': 'en' }, body: { type: 'urn:order-app:nothing-left', detail } }
  answering({ ...staff, 'GET /api/staff/orders/17': [{ body: confirmed }], 'POST /api/staff/orders/17/cancellations': [refusal] })
  await renderShop(StaffOrderView, '/staff/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel items' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel these items' }))
  expect(await screen.findByText(detail)).toBeInTheDocument()
})

it('suggests what was paid for what came back, and gives no more than can be given back', async () => {
  const calls = answering({ ...staff, 'GET /api/staff/orders/17': [{ body: partlySent }], 'POST /api/staff/orders/17/refunds': [{ body: { ...partlySent, refunded: 4.5 } }] })
  await renderShop(StaffOrderView, '/staff/orders/17', { id: '17' })
  await userEvent.click(await screen.findByRole('button', { name: 'Refund' }))
  const returned = await screen.findByLabelText('Returned: Barley tea (up to 1)')
  expect(screen.queryByLabelText(/Returned: Teapot/)).not.toBeInTheDocument()
  await userEvent.clear(returned)
  await userEvent.type(returned, '1')
  const amount = screen.getByLabelText('Amount')
  expect(amount).toHaveValue('4.50')
  await userEvent.clear(amount)
  await userEvent.type(amount, '47.01')
  await userEvent.click(screen.getByRole('button', { name: 'Refund the amount' }))
  expect(await screen.findByText('Enter an amount from 0.01 to €47.00.')).toBeInTheDocument()
  await userEvent.clear(amount)
  await userEvent.type(amount, '4,5')
  await userEvent.click(screen.getByRole('button', { name: 'Refund the amount' }))
  expect(await screen.findByRole('row', { name: /Refunded/ })).toBeInTheDocument()
  expect(calls.at(-1)?.body).toEqual({ items: [{ productId: 7, quantity: 1 }], restock: true, amount: 4.5, reason: '' })
})

it('names the carrier of a parcel that was sent without', async () => {
  const calls = answering({ ...staff, 'GET /api/staff/orders/17': [{ body: partlySent }], 'PUT /api/staff/orders/17/parcels/5': [{ body: { ...partlySent, parcels: [{ ...parcel, carrier: 'Post', trackingNumber: '1' }] } }] })
  await renderShop(StaffOrderView, '/staff/orders/17', { id: '17' })
  expect(await screen.findByText('No tracking number yet')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: 'Change carrier' }))
  await userEvent.type(await screen.findByLabelText('Carrier'), 'Post')
  await userEvent.type(screen.getByLabelText('Tracking number'), '1')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText(/Post ·/)).toBeInTheDocument()
  expect(calls.at(-1)?.body).toEqual({ carrier: 'Post', trackingNumber: '1' })
})

it('shows notes of staff, and adds one once', async () => {
  const note = { id: 1, at: '2026-11-24T10:00:00Z', who: 'Lee', text: 'Called: after six.' }
  const calls = answering({ ...staff, 'GET /api/staff/orders/17': [{ body: confirmed }], 'POST /api/staff/orders/17/notes': [{ body: [note] }] })
  await renderShop(StaffOrderView, '/staff/orders/17', { id: '17' })
  await userEvent.type(await screen.findByLabelText('New note'), 'Called: after six.')
  await userEvent.dblClick(screen.getByRole('button', { name: 'Add note' }))
  expect(await screen.findByText(note.text)).toBeInTheDocument()
  expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
})
