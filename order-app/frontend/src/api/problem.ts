/** The API answered and said no: an RFC 9457 problem, or just a status where something else than the API answered. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail = '',
  ) {
    super(detail || title)
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

export async function problemFrom(response: Response): Promise<Problem> {
  const fields = await readFields(response)
  return new Problem(response.status, fields.title ?? response.statusText, fields.detail)
}

async function readFields(response: Response): Promise<{ title?: string; detail?: string }> {
  if (!response.headers.get('Content-Type')?.includes('json')) {
    return {}
  }
  try {
    const body: unknown = await response.json()
    return { title: textField(body, 'title'), detail: textField(body, 'detail') }
  } catch {
    // A body cut short says no more than its status.
    return {}
  }
}

function textField(body: unknown, field: string): string | undefined {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined
  return typeof value === 'string' ? value : undefined
}
