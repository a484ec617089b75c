import { reactive } from 'vue'
import type { RecordedAttempt } from './types'

const TOKEN = 'orderapp-token'
const RETRY_MS = 2000

/**
 * The token comes in the address once; it is kept for this tab alone and leaves the address bar, so that no copied link holds it.
 */
function token(): string {
  const given = location.hash.slice(1)
  if (given.length > 30 && !given.includes('/')) {
    sessionStorage.setItem(TOKEN, given)
    history.replaceState(null, '', '#all')
  }
  return sessionStorage.getItem(TOKEN) ?? ''
}

const secret = token()

/** A dashboard that is shared has no token, and the sign-in before it may read this header. */
const authorization: Record<string, string> = secret ? { Authorization: `Bearer ${secret}` } : {}

/** Whether what is shown is what there is; `problem` is the server's own sentence, empty where the server itself is gone. */
export const connection = reactive({ state: 'connecting' as 'connecting' | 'live' | 'lost' | 'refused', problem: '' })

function say(state: typeof connection.state, problem = ''): void {
  connection.state = state
  connection.problem = problem
}

interface Reader<T> {
  show: (state: T) => void
  /** Of a part of the page, which says its problem itself; the page's connection when absent. */
  fail?: (problem: string) => void
}

/** Reads server-sent events by fetch, as an EventSource can't carry the token. Goes on until it is aborted. */
export async function follow<T>(path: string, reader: Reader<T>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const answer = await fetch(path, { headers: authorization, signal })
      if (!answer.ok || answer.body === null) {
        say('refused', await answer.text())
        return
      }
      await events(answer.body, reader)
    } catch {
      // Whatever broke it, the next attempt tells whether it is over.
    }
    if (signal.aborted) {
      return
    }
    say('lost')
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

async function events<T>(body: ReadableStream<Uint8Array>, reader: Reader<T>): Promise<void> {
  const texts = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await texts.read()
    if (done) {
      return
    }
    const parts = (rest + value).split('\n\n')
    rest = parts.pop() ?? ''
    parts.filter((part) => part.startsWith('event: ')).forEach((part) => take(part, reader))
  }
}

function take<T>(event: string, { show, fail }: Reader<T>): void {
  const [kind, line = ''] = event.split('\n')
  const data = JSON.parse(line.slice('data: '.length))
  if (kind !== 'event: error') {
    say('live')
    show(data as T)
  } else if (fail) {
    fail(data.message)
  } else {
    say('lost', data.message)
  }
}

export function releasePath(namespace: string, name: string): string {
  return `/api/releases/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`
}

/** What was recorded of an attempt that has ended. */
export async function recorded(release: string, attempt: number): Promise<RecordedAttempt> {
  const answer = await fetch(`${release}/attempts/${attempt}`, { headers: authorization })
  if (!answer.ok) {
    throw new Error(await answer.text())
  }
  return answer.json()
}

/** Asks for an action as the person confirmed it; the answer is a sentence. */
export async function act(release: string, action: string, value: string): Promise<{ done: boolean; said: string }> {
  try {
    const answer = await fetch(`${release}/${action}`, { method: 'POST', headers: authorization, body: value })
    return { done: answer.ok, said: await answer.text() }
  } catch (error) {
    return { done: false, said: (error as Error).message }
  }
}
