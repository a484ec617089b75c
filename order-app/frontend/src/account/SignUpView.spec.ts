import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering, refused } from '@/testing/api'
import { renderShop } from '@/testing/render'
import SignUpView from './SignUpView.vue'

const nobody = refused(401, 'not-signed-in')
const somebody = { body: { email: 'a@example.test', name: 'A', role: 'CUSTOMER' } }

async function signUp({ email = 'a@example.test', password = 'correct horse battery' } = {}) {
  await userEvent.type(await screen.findByLabelText('Name'), 'A')
  await userEvent.type(screen.getByLabelText('Email'), email)
  await userEvent.type(screen.getByLabelText('Password'), password)
  await userEvent.click(screen.getByRole('button', { name: 'Create account' }))
}

it('makes an account, signs in with it and leads on', async () => {
  const calls = answering({ 'GET /api/session': [nobody], 'POST /api/accounts': [{ ...somebody, status: 201 }], 'POST /api/session': [somebody] })
  const { router } = await renderShop(SignUpView, '/sign-up?then=/cart')
  await signUp()
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/cart'))
  expect(calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body])).toEqual([
    ['/api/accounts', { name: 'A', email: 'a@example.test', password: 'correct horse battery' }],
    ['/api/session', { email: 'a@example.test', password: 'correct horse battery' }],
  ])
})

it('leads to the sign-in whoever has an account already', async () => {
  answering({ 'GET /api/session': [nobody], 'POST /api/accounts': [refused(409, 'email-taken')] })
  await renderShop(SignUpView, '/sign-up')
  await signUp()
  expect(await screen.findByText(/This email already has an account/)).toBeInTheDocument()
})

it.each([
  [{ password: 'short' }, 'Use at least 10 characters.'],
  [{ password: 'a@example.test' }, 'Don’t use your email address as your password.'],
  [{ password: '가'.repeat(25) }, 'This password is too long.'],
  [{ email: 'nobody' }, 'Enter a valid email address.'],
])('sends nothing that the shop would refuse: %o', async (typed, complaint) => {
  const calls = answering({ 'GET /api/session': [nobody] })
  await renderShop(SignUpView, '/sign-up')
  await signUp(typed)
  expect(await screen.findByText(complaint)).toBeInTheDocument()
  expect(calls.filter(({ method }) => method === 'POST')).toEqual([])
})

it('shows at the field what the shop does not take', async () => {
  answering({ 'GET /api/session': [nobody], 'POST /api/accounts': [refused(400, 'invalid-field', { field: 'password', detail: 'Too common.' })] })
  await renderShop(SignUpView, '/sign-up')
  await signUp()
  expect(await screen.findByText('Too common.')).toBeInTheDocument()
})
