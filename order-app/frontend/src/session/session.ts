import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { call } from '@/api/http'
import { isProblem } from '@/api/problem'

export const STAFF_ROLES = ['ORDERS', 'PRODUCTS', 'ADMINISTRATOR'] as const

/** What somebody may do for the shop. */
export type StaffRole = (typeof STAFF_ROLES)[number]

export interface Account {
  email: string
  name: string
  /** Left out by an API that knows customers only. */
  role?: 'CUSTOMER' | 'STAFF'
  /** Left out by an API all of whose staff may do everything. */
  staffRoles?: StaffRole[]
}

export interface Registration {
  email: string
  name: string
  password: string
}

/** Who is signed in. Known only after the API was asked once: the session's cookie is not for scripts to read. */
export const useSession = defineStore('session', () => {
  const account = ref<Account | null>(null)
  const staffRoles = computed<readonly StaffRole[]>(() => account.value?.staffRoles ?? (account.value?.role === 'STAFF' ? STAFF_ROLES : []))
  const isStaff = computed(() => staffRoles.value.length > 0)
  let asked: Promise<void> | undefined

  function may(role: StaffRole): boolean {
    return staffRoles.value.includes(role)
  }

  /** Asks the API the first time, and answers from memory from then on. A shop out of reach counts as signed out. */
  async function fetchAccount(): Promise<Account | null> {
    asked ??= ask()
    await asked
    return account.value
  }

  async function ask(): Promise<void> {
    try {
      account.value = await call<Account>('/api/session')
    } catch (error) {
      if (!isProblem(error, 401)) {
        asked = undefined
      }
    }
  }

  async function signIn(email: string, password: string): Promise<void> {
    // The first answer of the API gives the token against request forgery that signing in needs.
    await fetchAccount()
    account.value = await call<Account>('/api/session', { method: 'POST', body: { email, password } })
  }

  /** Makes an account and signs in with it. */
  async function signUp(registration: Registration): Promise<void> {
    await fetchAccount()
    await call('/api/accounts', { method: 'POST', body: registration })
    await signIn(registration.email, registration.password)
  }

  /** Ends all other sessions of the account. */
  async function changePassword(current: string, wanted: string): Promise<void> {
    await call('/api/session/password', { method: 'PUT', body: { current, new: wanted } })
  }

  async function signOut(): Promise<void> {
    await call('/api/session', { method: 'DELETE' })
    account.value = null
  }

  /** To be called when the API answers 401: the session ended without this page's doing. */
  function ended(): void {
    account.value = null
  }

  return { account, isStaff, may, fetchAccount, signIn, signUp, changePassword, signOut, ended }
})
