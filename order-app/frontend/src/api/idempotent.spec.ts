import { beforeEach, expect, it, vi } from 'vitest'
import { idempotent } from './idempotent'
import { Problem, Unreachable } from './problem'

const jam = { name: 'Jam' }

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

/** Sends with all pauses passing at once; notes the keys. Each time it fails as told, then it is taken. */
function sending(...failures: Error[]) {
  const keys: string[] = []
  const send = (_content: object, key: string) => {
    keys.push(key)
    const failure = failures.shift()
    return failure ? Promise.reject(failure) : Promise.resolve('taken')
  }
  const attempt = async (content: object = jam) => {
    const outcome = idempotent('product', content, send).catch((error: unknown) => error)
    await vi.runAllTimersAsync()
    return outcome
  }
  return { keys, attempt }
}

const lost = () => new Unreachable('lost')
const distinct = (keys: string[]) => new Set(keys).size

it('is sent under one key until it is known to have arrived', async () => {
  const { keys, attempt } = sending(lost(), new Problem(503))
  expect(await attempt()).toBe('taken')
  expect([keys.length, distinct(keys)]).toEqual([3, 1])
})

it('of unknown outcome keeps its key for the next attempt', async () => {
  const { keys, attempt } = sending(lost(), lost(), lost())
  expect(await attempt()).toBeInstanceOf(Unreachable)
  expect(await attempt()).toBe('taken')
  expect([keys.length, distinct(keys)]).toEqual([4, 1])
})

it('of another content is another intention', async () => {
  const { keys, attempt } = sending(lost(), lost(), lost())
  await attempt()
  await attempt({ name: 'Honey' })
  expect(distinct(keys)).toBe(2)
})

it.each([['taken', []], ['refused', [new Problem(409)]]])('that was %s is over: the same again is a new one', async (_how, failures) => {
  const { keys, attempt } = sending(...failures)
  await attempt()
  await attempt()
  expect([keys.length, distinct(keys)]).toEqual([2, 2])
})
