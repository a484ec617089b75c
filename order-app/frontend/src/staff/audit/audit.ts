import { call } from '@/api/http'

/** Something that staff did. */
export interface AuditEntry {
  id: number
  at: string
  who: string
  /** One of those that this page has words for, or one of a newer API's. */
  action: string
  subject: number | null
  detail: string
}

export interface AuditPart {
  items: AuditEntry[]
  /** Where the following part begins; null if this is the last one. */
  next: number | null
}

export function listAudit(after: number | null, signal?: AbortSignal): Promise<AuditPart> {
  return call(`/api/staff/audit${after === null ? '' : `?after=${after}`}`, { signal })
}
