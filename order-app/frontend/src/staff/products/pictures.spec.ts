import { expect, it, vi } from 'vitest'
import { answering, refused } from '@/testing/api'
import { uploadPicture } from './pictures'

const photo = new Blob(['picture'], { type: 'image/png' })
const kept = { status: 201, body: { name: 'abc.png', url: '/api/pictures/abc.png' } }
const toldToPut = (url: string, sameOrigin: boolean) => ({ status: 201, body: { id: '7', upload: { method: 'PUT', url, headers: { 'Content-Type': 'image/png' }, sameOrigin } } })

it('brings a picture to the shop itself with all that the shop wants', async () => {
  document.cookie = 'XSRF-TOKEN=token; path=/'
  const calls = answering({
    'POST /api/pictures/uploads': [toldToPut('/api/pictures/uploads/7', true)],
    'PUT /api/pictures/uploads/7': [{ status: 204 }],
    'POST /api/pictures/uploads/7/confirmation': [kept],
  })
  expect(await uploadPicture(photo)).toEqual(kept.body)
  expect(calls[0]?.body).toEqual({ type: 'image/png', bytes: 7 })
  expect(calls[1]?.headers).toMatchObject({ 'Content-Type': 'image/png', 'X-XSRF-TOKEN': 'token' })
})

it('brings a picture elsewhere without anything of the session', async () => {
  const answers = { 'POST /api/pictures/uploads': [toldToPut('https://pictures.example.com/7?signed', false)], 'PUT https://pictures.example.com/7': [{}], 'POST /api/pictures/uploads/7/confirmation': [kept] }
  const calls = answering(answers)
  const fetched = vi.spyOn(globalThis, 'fetch')
  await uploadPicture(photo)
  expect(calls[1]?.headers).toEqual({ 'Content-Type': 'image/png' })
  expect(fetched.mock.calls[1]?.[1]).toMatchObject({ credentials: 'omit' })
})

it.each([
  ['a drawing with scripts', 'image/svg+xml', 415],
  ['anything else', 'text/html', 415],
])('does not even send %s', async (_what, type, status) => {
  const calls = answering({})
  await expect(uploadPicture(new Blob(['<svg/>'], { type }))).rejects.toMatchObject({ status })
  expect(calls).toEqual([])
})

it('says so when the shop finds that it is no picture', async () => {
  answering({
    'POST /api/pictures/uploads': [toldToPut('/api/pictures/uploads/7', true)],
    'PUT /api/pictures/uploads/7': [{ status: 204 }],
    'POST /api/pictures/uploads/7/confirmation': [refused(422, 'invalid-picture')],
  })
  await expect(uploadPicture(photo)).rejects.toMatchObject({ type: 'invalid-picture' })
})
