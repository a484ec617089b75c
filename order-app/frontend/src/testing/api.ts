import { vi } from 'vitest'

export interface Received {
  method: string
  path: string
  headers: Record<string, string>
  body: unknown
}

export type Answer = { status?: number; body?: unknown; headers?: Record<string, string> } | Error | DOMException

/**
 * Puts an API in place of the network: each call takes the next answer of its "METHOD /path", the last one stays. What
 * has none is refused, as an API older than the page does with what it doesn't know. Returns the calls, in order.
 *
 * @param onAnswer done with each answer, as the browser keeps its cookies
 */
export function answering(answers: Record<string, Answer[]>, onAnswer: () => void = () => {}): Received[] {
  const received: Received[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const path = url.split('?')[0] ?? url
    const method = init.method ?? 'GET'
    received.push({ method, path: url, headers: init.headers as Record<string, string>, body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body })
    const queue = answers[`${method} ${path}`]
    const answer = (queue && queue.length > 1 ? queue.shift() : queue?.[0]) ?? unknownToApi
    if (answer instanceof Error || answer instanceof DOMException) {
      throw answer
    }
    onAnswer()
    return toResponse(answer)
  })
  return received
}

function toResponse({ status = 200, body, headers = {} }: Exclude<Answer, Error | DOMException>): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'Content-Type': type, ...headers } })
}

/** A refusal with one of the API's own types, such as `out-of-stock`. */
export function refused(status: number, type: string, members: Record<string, unknown> = {}): Answer {
  return { status, body: { type: `urn:order-app:${type}`, title: type, status, ...members } }
}

export const outOfReach = new TypeError('Failed to fetch')
export const unknownToApi: Answer = { status: 403, body: { title: 'Forbidden' } }
