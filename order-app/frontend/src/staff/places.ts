import type { StaffRole } from '@/session/session'

/** The places of those who work for the shop, and who may enter each. */
export const PLACES = {
  orders: 'ORDERS',
  products: 'PRODUCTS',
  figures: 'ORDERS',
  accounts: 'ADMINISTRATOR',
  audit: 'ADMINISTRATOR',
} as const satisfies Record<string, StaffRole>

export type Place = keyof typeof PLACES
