import { createPinia, setActivePinia } from 'pinia'
import { effectScope, nextTick, ref } from 'vue'
import { beforeEach, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { useSession } from '@/session/session'
import { useFetched } from './useFetched'

beforeEach(() => setActivePinia(createPinia()))

/** Fetches whose answers come when the test says. */
function pending() {
  const asked: { subject: string; signal: AbortSignal; resolve: (value: string) => void; reject: (error: unknown) => void }[] = []
  const fetchIt = (subject: string, signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => asked.push({ subject, signal, resolve, reject }))
  return { asked, fetchIt }
}

/** As in a view, which gives up its calls when it goes. */
function inView<Value>(setUp: () => Value): Value {
  return effectScope().run(setUp) as Value
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('shows the answer to the latest question, however the answers cross', async () => {
  const { asked, fetchIt } = pending()
  const subject = ref('tea')
  const { value, loading } = inView(() => useFetched(() => subject.value, fetchIt))
  subject.value = 'kettle'
  await nextTick()
  expect(asked.map((question) => question.subject)).toEqual(['tea', 'kettle'])
  expect(asked[0]?.signal.aborted).toBe(true)
  asked[1]?.resolve('kettles')
  asked[0]?.resolve('teas')
  await settled()
  expect([value.value, loading.value]).toEqual(['kettles', false])
})

it('tells of a failure, and asks again when told to', async () => {
  const { asked, fetchIt } = pending()
  const { value, failure, refresh } = inView(() => useFetched(() => 'tea', fetchIt))
  const problem = new Problem(500)
  asked[0]?.reject(problem)
  await settled()
  expect([value.value, failure.value]).toEqual([null, problem])
  refresh()
  asked[1]?.resolve('teas')
  await settled()
  expect([value.value, failure.value]).toEqual(['teas', null])
})

it('notes that the session ended', async () => {
  const { asked, fetchIt } = pending()
  useSession().account = { email: 'a@example.test', name: 'A' }
  inView(() => useFetched(() => 'tea', fetchIt))
  asked[0]?.reject(new Problem(401))
  await settled()
  expect(useSession().account).toBeNull()
})

it('gives up when nobody looks any more', () => {
  const { asked, fetchIt } = pending()
  const scope = effectScope()
  scope.run(() => useFetched(() => 'tea', fetchIt))
  scope.stop()
  expect(asked[0]?.signal.aborted).toBe(true)
})

it('takes no refusal of what is public for the end of the session', async () => {
  const { asked, fetchIt } = pending()
  useSession().account = { email: 'a@example.test', name: 'A' }
  inView(() => useFetched(() => 'tea', fetchIt, { publicly: true }))
  asked[0]?.reject(new Problem(401))
  await settled()
  expect(useSession().account).not.toBeNull()
})
