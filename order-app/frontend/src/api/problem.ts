const TYPE_PREFIX = 'urn:order-app:'

/** What an RFC 9457 problem of the API says. An older API, or something before it, leaves most of it out. */
export interface ProblemFields {
  /** What the page tells problems apart by, without the common prefix: `out-of-stock`; empty where there is none. */
  type: string
  title: string
  detail: string
  /** The language of the detail, such as `ko`; empty where it isn't said. */
  language: string
  /** What else it holds, for instance `available`. */
  members: Record<string, unknown>
}

const SAYS_NOTHING: ProblemFields = { type: '', title: '', detail: '', language: '', members: {} }

/** The API answered and said no: an RFC 9457 problem, or just a status where something else than the API answered. */
export class Problem extends Error implements ProblemFields {
  override readonly name = 'Problem'
  readonly type: string
  readonly title: string
  readonly detail: string
  readonly language: string
  readonly members: Record<string, unknown>

  constructor(
    readonly status: number,
    fields: Partial<ProblemFields> = {},
  ) {
    const { type, title, detail, language, members } = { ...SAYS_NOTHING, ...fields }
    super(detail || title)
    this.type = type
    this.title = title
    this.detail = detail
    this.language = language
    this.members = members
  }

  /** Whether it is unknown if the request took effect: the server, or something before it, broke down over it. */
  get unsettled(): boolean {
    return this.status >= 500
  }
}

/** No answer arrived in time. Whether the request took effect is unknown. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
  readonly unsettled = true
}

/** Whether it is unknown if the request took effect, so that it may be sent again where that does no harm. */
export function isUnsettled(error: unknown): boolean {
  return (error instanceof Problem || error instanceof Unreachable) && error.unsettled
}

/** @param status or the type, without its prefix */
export function isProblem(error: unknown, status: number | string): error is Problem {
  return error instanceof Problem && (error.status === status || error.type === status)
}

/** Whether the API has no such thing at all: one that is older than this page refuses what it doesn't know. */
export function isUnknownToApi(error: unknown): boolean {
  return error instanceof Problem && [401, 403, 404, 405].includes(error.status)
}

export async function problemFrom(response: Response): Promise<Problem> {
  const body = await readBody(response)
  return new Problem(response.status, {
    type: text(body.type).startsWith(TYPE_PREFIX) ? text(body.type).slice(TYPE_PREFIX.length) : '',
    title: text(body.title) || response.statusText,
    detail: text(body.detail),
    language: response.headers.get('Content-Language') ?? '',
    members: body,
  })
}

async function readBody(response: Response): Promise<Record<string, unknown>> {
  if (!response.headers.get('Content-Type')?.includes('json')) {
    return {}
  }
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  } catch {
    // A body cut short says no more than its status.
    return {}
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
