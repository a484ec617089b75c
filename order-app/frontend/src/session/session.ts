import { defineStore } from 'pinia'
import { ref } from 'vue'
import { call, isProblem } from '@/api/http'

export interface Customer {
  email: string
  name: string
}

/** Who is signed in. Known only after the API was asked once: the session's cookie is not for scripts to read. */
export const useSession = defineStore('session', () => {
  const customer = ref<Customer | null>(null)
  let asked: Promise<void> | undefined

  /** Asks the API the first time, and answers from memory from then on. A shop out of reach counts as signed out. */
  async function whoIsIt(): Promise<Customer | null> {
    asked ??= ask()
    await asked
    return customer.value
  }

  async function ask(): Promise<void> {
    try {
      customer.value = await call<Customer>('/api/session')
    } catch (error) {
      if (!isProblem(error, 401)) {
        asked = undefined
      }
    }
  }

  async function signIn(email: string, password: string): Promise<void> {
    // The first answer of the API gives the token against request forgery that signing in needs.
    await whoIsIt()
    customer.value = await call<Customer>('/api/session', { method: 'POST', body: { email, password } })
  }

  async function signOut(): Promise<void> {
    await call('/api/session', { method: 'DELETE' })
    customer.value = null
  }

  /** To be called when the API answers 401: the session ended without this page's doing. */
  function ended(): void {
    customer.value = null
  }

  return { customer, whoIsIt, signIn, signOut, ended }
})
