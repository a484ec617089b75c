import { i18n } from '@/i18n'
import { isProblem, problemFrom, Unreachable } from './problem'
import { noteRevision, pageRevision, REVISION_HEADER } from './revision'

const TIMEOUT_MILLIS = 10_000
/** A busy shop asks to come again in so many seconds; who must wait longer is told so instead. */
const LONGEST_WAIT_SECONDS = 5
const TIMES_TO_COME_AGAIN = 3
const CSRF_COOKIE = 'XSRF-TOKEN'
const CSRF_HEADER = 'X-XSRF-TOKEN'

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON, or as it is where it is a file. */
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
  timeoutMillis?: number
}

/**
 * Calls the API and returns the JSON that it answers; nothing where it answers with nothing. What a busy shop puts off for some seconds is sent
 * again then.
 *
 * @throws Problem when the API refuses
 * @throws Unreachable when no answer arrives in time, by default within 10 seconds
 */
export async function call<Answer>(path: string, options: Call = {}): Promise<Answer> {
  for (let times = 0; times < TIMES_TO_COME_AGAIN; times++) {
    try {
      return await callWithToken<Answer>(path, options)
    } catch (refusal) {
      const seconds = secondsToWait(refusal)
      if (seconds > LONGEST_WAIT_SECONDS) {
        throw refusal
      }
      // Twice as long each time, and up to a second more, so that those who were put off together don't come back together.
      await new Promise((resolve) => setTimeout(resolve, (seconds * 2 ** times + Math.random()) * 1000))
    }
  }
  return callWithToken<Answer>(path, options)
}

async function callWithToken<Answer>(path: string, options: Call): Promise<Answer> {
  const token = csrfToken()
  try {
    return await readJson<Answer>(await attempt(path, options))
  } catch (refusal) {
    // Refused before anything was done, and the refusal itself brought the token that was missing: an earlier answer got lost with it.
    if (isProblem(refusal, 'csrf') && csrfToken() !== token) {
      return await readJson<Answer>(await attempt(path, options))
    }
    throw refusal
  }
}

/** In how many seconds a busy shop, which did nothing, asks to come again; never where it doesn't ask. */
function secondsToWait(refusal: unknown): number {
  const seconds = isProblem(refusal, 429) ? refusal.members.retryAfter : undefined
  return typeof seconds === 'number' ? seconds : Infinity
}

/** As call, for what is read and is no JSON. */
export async function callText(path: string, options: Call = {}): Promise<{ text: string; headers: Headers }> {
  const response = await attempt(path, { ...options, headers: { Accept: 'text/*, application/problem+json', ...options.headers } })
  return { text: await read(() => response.text()), headers: response.headers }
}

async function attempt(path: string, { method = 'GET', body, headers, signal, timeoutMillis = TIMEOUT_MILLIS }: Call): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMillis)
  const response = await send(path, {
    method,
    headers: { Accept: 'application/json', 'Accept-Language': i18n.global.locale.value, ...ownHeaders(method, body), ...headers },
    body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  })
  noteRevision(response.headers.get(REVISION_HEADER))
  if (!response.ok) {
    throw await problemFrom(response)
  }
  return response
}

async function send(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request)
  } catch (cause) {
    throw outcomeOf(cause)
  }
}

function readJson<Answer>(response: Response): Promise<Answer> {
  return read(async () => {
    const text = await response.text()
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  })
}

async function read<Content>(readIt: () => Promise<Content>): Promise<Content> {
  try {
    return await readIt()
  } catch (cause) {
    throw outcomeOf(cause)
  }
}

/** A call given up by its caller stays an AbortError: nobody waits for it, so it is nobody's failure. */
function outcomeOf(cause: unknown): unknown {
  const abandoned = cause instanceof DOMException && cause.name === 'AbortError'
  return abandoned ? cause : new Unreachable('The shop did not answer.', { cause })
}

function ownHeaders(method: string, body: unknown): Record<string, string> {
  const headers: Record<string, string> = {}
  if (pageRevision) {
    headers[REVISION_HEADER] = pageRevision
  }
  const token = csrfToken()
  if (method !== 'GET' && token) {
    headers[CSRF_HEADER] = token
  }
  if (body !== undefined && !(body instanceof Blob)) {
    headers['Content-Type'] = 'application/json'
  }
  return headers
}

/** Read anew for every call: the API gives out another token when somebody signs in. */
function csrfToken(): string | undefined {
  const pair = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${CSRF_COOKIE}=`))
  return pair && decodeURIComponent(pair.slice(CSRF_COOKIE.length + 1))
}
