import { newIdempotencyKey } from './idempotencyKey'
import { isUnsettled } from './problem'

const RETRY_AFTER_MILLIS = [500, 1500]

/**
 * Sends what may be sent again without harm, up to three times while it is unknown whether it arrived.
 *
 * @throws Problem or Unreachable of the last time
 */
export async function retryUntilSettled<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (const pause of RETRY_AFTER_MILLIS) {
    try {
      return await send()
    } catch (error) {
      if (!isUnsettled(error)) {
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return send()
}

/**
 * Sends one intention once: under an idempotency key that is stored, over reloads of the page too, until it is known
 * whether it took effect. Sent again with the same content it is the same intention; with another content, another.
 *
 * @param name what is intended, by which it is found again, for instance `product`
 */
export async function idempotent<Content, Answer>(
  name: string,
  content: Content,
  send: (content: Content, key: string) => Promise<Answer>,
  storage: Storage = sessionStorage,
): Promise<Answer> {
  const storageKey = `order-app-once-${name}`
  const intended = JSON.stringify(content)
  const stored = readStored(storage.getItem(storageKey))
  const key = stored?.intended === intended ? stored.key : newIdempotencyKey()
  storage.setItem(storageKey, JSON.stringify({ intended, key }))
  try {
    const answer = await retryUntilSettled(() => send(content, key))
    storage.removeItem(storageKey)
    return answer
  } catch (error) {
    if (!isUnsettled(error)) {
      storage.removeItem(storageKey)
    }
    throw error
  }
}

function readStored(stored: string | null): { intended: string; key: string } | null {
  try {
    return JSON.parse(stored ?? 'null') as { intended: string; key: string } | null
  } catch {
    // Not written by any version of this page.
    return null
  }
}
