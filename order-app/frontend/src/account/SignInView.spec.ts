import userEvent from '@testing-library/user-event'
import { screen, waitFor } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { answering, refused } from '@/testing/api'
import { renderShop } from '@/testing/render'
import SignInView from './SignInView.vue'

const nobody = refused(401, 'not-signed-in')
const somebody = { body: { email: 'a@example.test', name: 'A' } }

async function signIn() {
  await userEvent.type(screen.getByLabelText('Email'), ' a@example.test ')
  await userEvent.type(screen.getByLabelText('Password'), 'secret')
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
}

it.each([
  ['/sign-in?then=/cart', '/cart'],
  ['/sign-in', '/'],
  ['/sign-in?then=https://evil.example', '/'],
  ['/sign-in?then=//evil.example', '/'],
  ['/sign-in?then=/\\evil.example', '/'],
])('leads from %s to %s, never out of the shop', async (from, to) => {
  const calls = answering({ 'GET /api/session': [nobody], 'POST /api/session': [somebody] })
  const { router } = await renderShop(SignInView, from)
  await signIn()
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe(to))
  expect(calls.at(-1)?.body).toEqual({ email: 'a@example.test', password: 'secret' })
})

it('says that address or password is wrong, not which', async () => {
  answering({ 'GET /api/session': [nobody], 'POST /api/session': [nobody] })
  await renderShop(SignInView, '/sign-in')
  await signIn()
  expect(await screen.findByText('The email or password is wrong.')).toBeInTheDocument()
})

it('asks for what is missing, and sends nothing', async () => {
  const calls = answering({ 'GET /api/session': [nobody] })
  await renderShop(SignInView, '/sign-in')
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findAllByText('Please fill this in.')).toHaveLength(2)
  expect(calls.filter(({ method }) => method === 'POST')).toEqual([])
})
