import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering, refused } from '@/testing/api'
import { renderShop } from '@/testing/render'
import PasswordView from './PasswordView.vue'

const somebody = { body: { email: 'a@example.test', name: 'A', role: 'CUSTOMER' } }

async function change(current: string, wanted: string) {
  await userEvent.type(await screen.findByLabelText('Current password'), current)
  await userEvent.type(screen.getByLabelText('New password'), wanted)
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
}

it('changes the password and leads back to the shop', async () => {
  const calls = answering({ 'GET /api/session': [somebody], 'PUT /api/session/password': [{ status: 204 }] })
  const { router } = await renderShop(PasswordView, '/password')
  await change('sesame sesame', 'correct horse battery')
  await waitFor(() => expect(router.currentRoute.value.path).toBe('/'))
  expect(calls.at(-1)).toMatchObject({ method: 'PUT', path: '/api/session/password', body: { current: 'sesame sesame', new: 'correct horse battery' } })
})

it('says at the field that the current password is another', async () => {
  answering({ 'GET /api/session': [somebody], 'PUT /api/session/password': [refused(400, 'invalid-field', { field: 'current', detail: 'This is not your password.' })] })
  const { router } = await renderShop(PasswordView, '/password')
  await change('wrong', 'correct horse battery')
  expect(await screen.findByText('This is not your password.')).toBeInTheDocument()
  expect(screen.queryByText('That didn’t work')).not.toBeInTheDocument()
  expect(router.currentRoute.value.path).toBe('/password')
})

it.each([
  ['short', 'Use at least 10 characters.'],
  ['a@example.test', 'Don’t use your email address as your password.'],
])('takes no new password such as %s', async (wanted, complaint) => {
  const calls = answering({ 'GET /api/session': [somebody] })
  await renderShop(PasswordView, '/password')
  await change('sesame sesame', wanted)
  expect(await screen.findByText(complaint)).toBeInTheDocument()
  expect(calls.filter(({ method }) => method === 'PUT')).toEqual([])
})
