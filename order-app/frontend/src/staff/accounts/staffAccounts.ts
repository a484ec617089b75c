import { call } from '@/api/http'
import type { StaffRole } from '@/session/session'

const PATH = '/api/staff/accounts'

/** Somebody who works for the shop. */
export interface StaffAccount {
  id: number
  email: string
  name: string
  roles: StaffRole[]
  /** Not for whoever asks, nor for the account that the installation sets. */
  changeable: boolean
}

/** A password that was drawn for somebody, and is told once. */
export interface DrawnPassword {
  email: string
  name: string
  password: string
}

export function listStaff(_subject: unknown, signal: AbortSignal): Promise<StaffAccount[]> {
  return call(PATH, { signal })
}

export function addStaff(person: { email: string; name: string; roles: StaffRole[] }): Promise<DrawnPassword> {
  return call(PATH, { method: 'POST', body: person })
}

/** @param roles none: a customer from now on */
export function setStaffRoles(id: number, roles: StaffRole[]): Promise<void> {
  return call(`${PATH}/${id}/roles`, { method: 'PUT', body: { roles } })
}

export function drawStaffPassword(id: number): Promise<DrawnPassword> {
  return call(`${PATH}/${id}/password`, { method: 'POST' })
}
