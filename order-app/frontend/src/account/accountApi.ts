import { call } from '@/api/http'
import { retryUntilSettled } from '@/api/idempotent'

/** Has a letter sent to the address, if it has an account. */
export function askForPasswordReset(email: string): Promise<void> {
  return call('/api/password-resets', { method: 'POST', body: { email } })
}

/** @param token as the letter's link holds it; good once */
export function resetPassword(token: string, password: string): Promise<void> {
  return call('/api/password-resets/completion', { method: 'POST', body: { token, password } })
}

/** @param token as the letter's link holds it */
export function confirmEmail(token: string): Promise<void> {
  return retryUntilSettled(() => call('/api/accounts/confirmation', { method: 'POST', body: { token } }))
}
