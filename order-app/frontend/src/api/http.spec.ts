import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answering, outOfReach, refused, type Answer } from '@/testing/api'

const OURS = 'a1b2c3d4e5'

/** Page and API of one load of the page: the revision is read when the module is loaded. */
async function loadedPage(revision: string) {
  document.head.innerHTML = `<meta name="order-app-revision" content="${revision}" />`
  vi.resetModules()
  return { ...(await import('./http')), ...(await import('./problem')), ...(await import('./revision')) }
}

beforeEach(() => {
  document.cookie = 'XSRF-TOKEN=a%2Btoken; path=/'
})
afterEach(() => {
  document.cookie = 'XSRF-TOKEN=; path=/; max-age=0'
})

describe('a call', () => {
  it("says the page's revision, and the token where it changes something", async () => {
    const { call } = await loadedPage(OURS)
    const calls = answering({ 'GET /api/session': [{ body: {} }], 'POST /api/session': [{ body: {} }] })
    await call('/api/session')
    await call('/api/session', { method: 'POST', body: {} })
    expect(calls[0]?.headers).toEqual({ Accept: 'application/json', 'Accept-Language': 'en', 'X-Order-App-Revision': OURS })
    expect(calls[1]?.headers).toMatchObject({ 'X-Order-App-Revision': OURS, 'X-XSRF-TOKEN': 'a+token', 'Content-Type': 'application/json' })
  })

  it('says no revision where nobody filled one in', async () => {
    const { call } = await loadedPage('__ORDER_APP_REVISION__')
    const calls = answering({ 'GET /api/session': [{ body: {} }] })
    await call('/api/session')
    expect(calls[0]?.headers).not.toHaveProperty('X-Order-App-Revision')
  })

  it('returns the answer, and nothing for an answer without content', async () => {
    const { call } = await loadedPage(OURS)
    answering({ 'GET /api/x': [{ body: { id: 1 } }], 'DELETE /api/x': [{ status: 204 }], 'POST /api/x': [{ status: 202 }] })
    expect(await call('/api/x')).toEqual({ id: 1 })
    expect(await call('/api/x', { method: 'DELETE' })).toBeUndefined()
    expect(await call('/api/x', { method: 'POST' })).toBeUndefined()
  })

  it.each([
    [409, { title: 'Conflict', detail: 'Only 1 is left.' }, 'Only 1 is left.', false],
    [500, { title: 'Internal Server Error' }, 'Internal Server Error', true],
    [502, undefined, '', true],
  ])('that is refused with %i throws the problem', async (status, body, message, unsettled) => {
    const { call, Problem } = await loadedPage(OURS)
    answering({ 'GET /api/x': [{ status, body }] })
    const problem = await call('/api/x').catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({ status, message, unsettled })
  })

  it('that reaches nobody throws so', async () => {
    const { call, Unreachable } = await loadedPage(OURS)
    answering({ 'GET /api/x': [outOfReach] })
    await expect(call('/api/x')).rejects.toBeInstanceOf(Unreachable)
  })

  it('that lacked the token is sent once more with the one that the refusal brought', async () => {
    document.cookie = 'XSRF-TOKEN=; path=/; max-age=0'
    const { call } = await loadedPage(OURS)
    const calls = answering({ 'POST /api/x': [refused(403, 'csrf'), { body: { id: 1 } }] }, () => (document.cookie = 'XSRF-TOKEN=brought; path=/'))
    expect(await call('/api/x', { method: 'POST', body: {} })).toEqual({ id: 1 })
    expect(calls.map((each) => each.headers['X-XSRF-TOKEN'])).toEqual([undefined, 'brought'])
  })

  it('that is refused for its token although it is the latest is not sent again', async () => {
    const { call } = await loadedPage(OURS)
    const calls = answering({ 'POST /api/x': [refused(403, 'csrf')] })
    await expect(call('/api/x', { method: 'POST', body: {} })).rejects.toMatchObject({ status: 403, type: 'csrf' })
    expect(calls).toHaveLength(1)
  })

  describe('that a busy shop puts off', () => {
    beforeEach(() => {
      vi.useFakeTimers()
      return () => vi.useRealTimers()
    })

    async function outcomeOf(...answers: Answer[]) {
      const { call } = await loadedPage(OURS)
      const calls = answering({ 'POST /api/session': answers })
      const outcome = call('/api/session', { method: 'POST', body: {} }).catch((error: unknown) => error)
      await vi.runAllTimersAsync()
      return { outcome: await outcome, times: calls.length }
    }

    const busy = refused(429, 'too-busy', { retryAfter: 2 })

    it('is sent again when the shop asks to', async () => {
      expect(await outcomeOf(busy, busy, busy, { body: { id: 1 } })).toEqual({ outcome: { id: 1 }, times: 4 })
    })

    it('is told about when the shop is busy for long', async () => {
      expect(await outcomeOf(busy)).toMatchObject({ outcome: { status: 429, type: 'too-busy' }, times: 4 })
    })

    it.each([
      ['it must wait longer than a visitor would', { retryAfter: 6 }],
      ['the shop does not say when to come again', {}],
    ])('is told about at once where %s', async (_why, members) => {
      expect(await outcomeOf(refused(429, 'too-many-attempts', members))).toMatchObject({ outcome: { status: 429 }, times: 1 })
    })
  })

  it('that was given up is not taken for a failure of the shop', async () => {
    const { call } = await loadedPage(OURS)
    answering({ 'GET /api/x': [new DOMException('given up', 'AbortError')] })
    await expect(call('/api/x')).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('the page is outdated', () => {
  it.each([
    ['while the API is of the same revision', OURS, OURS, false],
    ['once the API is of another', OURS, 'f6a7b8c9d0', true],
    ['never where the page has no revision', '', 'f6a7b8c9d0', false],
  ])('%s', async (_when, page, api, outdated) => {
    const { call, pageIsOutdated } = await loadedPage(page)
    answering({ 'GET /api/x': [{ body: {}, headers: { 'X-Order-App-Revision': api } }] })
    await call('/api/x')
    expect(pageIsOutdated.value).toBe(outdated)
  })

  it('not because the ingress itself answered', async () => {
    const { call, pageIsOutdated } = await loadedPage(OURS)
    answering({ 'GET /api/x': [{ status: 503 }] })
    await call('/api/x').catch(() => undefined)
    expect(pageIsOutdated.value).toBe(false)
  })
})
