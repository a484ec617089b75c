import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering, refused } from '@/testing/api'
import { order } from '@/testing/goods'
import { renderShop } from '@/testing/render'
import FiguresView from './figures/FiguresView.vue'
import { today } from './figures/figures'
import StaffOrdersView from './orders/StaffOrdersView.vue'
import NewProductView from './products/NewProductView.vue'
import StockPanel from './products/StockPanel.vue'
import StaffLayout from './StaffLayout.vue'

const staff = { 'GET /api/session': [{ body: { email: 's@example.test', name: 'S', role: 'STAFF' } }] }
const staffOrder = { ...order, customer: { id: 1, name: 'Kim Minji', email: 'a@example.test' }, next: ['CONFIRMED', 'CANCELLED'] }
const page = (...items: object[]) => ({ body: { items, page: 0, size: 20, total: items.length } })

it('locks customers out, and those whose API knows no roles', async () => {
  answering({ 'GET /api/session': [{ body: { email: 'a@example.test', name: 'A' } }] })
  await renderShop(StaffLayout, '/staff/orders')
  expect(await screen.findByText('Staff only')).toBeInTheDocument()
})

it.each([
  { roles: ['ORDERS'], places: ['Orders', 'Sales'] },
  { roles: ['PRODUCTS'], places: ['Products'] },
  { roles: ['ORDERS', 'PRODUCTS', 'ADMINISTRATOR'], places: ['Orders', 'Products', 'Sales', 'Staff', 'Activity'] },
])('shows $roles their places alone', async ({ roles, places }) => {
  answering({ 'GET /api/session': [{ body: { email: 's@example.test', name: 'S', role: 'CUSTOMER', staffRoles: roles } }] })
  await renderShop(StaffLayout, '/staff')
  // The router shows the layout once more within the one that is tried.
  const [nav] = await screen.findAllByRole('navigation', { name: 'Manage the shop' })
  expect(within(nav as HTMLElement).getAllByRole('link').map(({ textContent }) => textContent?.trim())).toEqual(places)
  expect(screen.queryByText('Not part of your work')).not.toBeInTheDocument()
})

it('says so where somebody comes to a place that is not theirs', async () => {
  answering({ 'GET /api/session': [{ body: { email: 's@example.test', name: 'S', role: 'CUSTOMER', staffRoles: ['PRODUCTS'] } }] })
  await renderShop(StaffLayout, '/staff/orders')
  expect(await screen.findByText('Not part of your work')).toBeInTheDocument()
})

it('moves an order on where it stands', async () => {
  const moved = { ...staffOrder, status: 'CONFIRMED', next: ['SHIPPED', 'CANCELLED'] }
  const calls = answering({ ...staff, 'GET /api/staff/orders': [page(staffOrder)], 'POST /api/staff/orders/17/status': [{ body: moved }] })
  await renderShop(StaffOrdersView, '/staff/orders?status=PLACED')
  await userEvent.click(await screen.findByRole('button', { name: 'Confirm: order 17' }))
  expect(await screen.findByRole('button', { name: 'Mark as shipped: order 17' })).toBeInTheDocument()
  expect(calls.at(-1)?.body).toEqual({ status: 'CONFIRMED' })
  expect(calls.map(({ path }) => path)).toContainEqual(expect.stringMatching(/^\/api\/staff\/orders\?status=PLACED&sort=oldest&zone=/))
})

it('loads anew when somebody else was quicker', async () => {
  const gone = { ...staffOrder, status: 'CANCELLED', next: [] }
  answering({ ...staff, 'GET /api/staff/orders': [page(staffOrder), page(gone)], 'POST /api/staff/orders/17/status': [refused(409, 'wrong-status')] })
  await renderShop(StaffOrdersView, '/staff/orders')
  await userEvent.click(await screen.findByRole('button', { name: 'Confirm: order 17' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Confirm: order 17' })).not.toBeInTheDocument())
})

it('makes a new product once, with the price as a number', async () => {
  const created = { id: 40, nameEn: 'Jam', version: 1 }
  const calls = answering({ ...staff, 'POST /api/staff/products': [{ status: 201, body: created }] })
  const { router } = await renderShop(NewProductView, '/staff/products/new')
  await userEvent.type(await screen.findByLabelText('Name in English'), 'Jam')
  await userEvent.type(screen.getByLabelText('Price'), '8,90')
  await userEvent.dblClick(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/staff/products/40'))
  const sent = calls.filter(({ method }) => method === 'POST')
  expect(sent).toHaveLength(1)
  expect(sent[0]?.body).toMatchObject({ nameEn: 'Jam', price: 8.9, stock: 0, category: null, picture: null })
  expect(sent[0]?.headers['Idempotency-Key']).toBeDefined()
})

it('changes stock by what came in or went out, never below none', async () => {
  const calls = answering({ ...staff, 'GET /api/staff/products/7/stock-changes': [page()], 'POST /api/staff/products/7/stock-changes': [{ status: 201, body: { stock: 15 } }] })
  await renderShop(StockPanel, '/', { productId: 7, stock: 10 })
  await userEvent.type(await screen.findByLabelText('Change in stock'), '-11')
  await userEvent.click(screen.getByRole('button', { name: 'Update stock' }))
  expect(await screen.findByText('There are only 10.')).toBeInTheDocument()
  await userEvent.clear(screen.getByLabelText('Change in stock'))
  await userEvent.type(screen.getByLabelText('Change in stock'), '+5')
  await userEvent.click(screen.getByRole('button', { name: 'Update stock' }))
  await waitFor(() => expect(calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([{ change: 5, reason: '' }]))
})

it('shows the figures of the day that the address names', async () => {
  const figures = { orders: 12, cancelled: 1, revenue: 345.6, pieces: 30, waiting: { PLACED: 4 }, bestSellers: [{ productId: 7, name: 'Barley tea', pieces: 9, revenue: 40.5 }], lowStock: [] }
  const calls = answering({ ...staff, 'GET /api/staff/figures': [{ body: figures }] })
  await renderShop(FiguresView, '/staff/figures?day=2026-11-24')
  expect(await screen.findByText('€345.60')).toBeInTheDocument()
  expect(screen.getByText('9 items · €40.50')).toBeInTheDocument()
  expect(within(screen.getByRole('link', { name: 'Placed' }).closest('li') as HTMLElement).getByText('4')).toBeInTheDocument()
  expect(screen.getByText('Everything is well stocked.')).toBeInTheDocument()
  expect(calls.map(({ path }) => path)).toContainEqual(expect.stringContaining('date=2026-11-24'))
})

it('plots several days, and tells the same to those who can not see it', async () => {
  const days = [
    { date: '2026-11-23', orders: 1, revenue: 10, pieces: 1 },
    { date: '2026-11-24', orders: 2, revenue: 40, pieces: 3 },
  ]
  const figures = { orders: 3, cancelled: 0, revenue: 50, pieces: 4, days, waiting: {}, bestSellers: [], lowStock: [] }
  const calls = answering({ ...staff, 'GET /api/staff/figures': [{ body: figures }] })
  const { container } = await renderShop(FiguresView, '/staff/figures?from=2026-11-23&until=2026-11-24')
  const table = await screen.findByRole('table', { name: 'Revenue per day' })
  expect(within(table).getByRole('row', { name: 'Nov 24, 2026 €40.00 2' })).toBeInTheDocument()
  expect([...container.querySelectorAll('figure rect')].map((bar) => Number(bar.getAttribute('height')))).toEqual([55, 220])
  expect(calls.map(({ path }) => path)).toContainEqual(expect.stringContaining('from=2026-11-23&until=2026-11-24'))
})

it('takes the day from the visitor’s clock', () => {
  expect(today(new Date(2026, 0, 5, 23, 30))).toBe('2026-01-05')
})
