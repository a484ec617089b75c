import { ref, shallowRef, type Ref } from 'vue'
import { isProblem } from '@/api/problem'
import { useSession } from '@/session/session'

export interface Submission<Arguments extends unknown[]> {
  submit: (...values: Arguments) => Promise<void>
  busy: Ref<boolean>
  failure: Ref<unknown>
}

/**
 * Something that a visitor sends: once at a time, however often the button is pressed, and with what went wrong told
 * beside it. A session that ended leads to the sign-in.
 */
export function useSubmission<Arguments extends unknown[]>(send: (...values: Arguments) => Promise<void>): Submission<Arguments> {
  const busy = ref(false)
  const failure = shallowRef<unknown>(null)

  async function submit(...values: Arguments): Promise<void> {
    if (busy.value) {
      return
    }
    busy.value = true
    failure.value = null
    try {
      await send(...values)
    } catch (error) {
      failure.value = error
      if (isProblem(error, 401)) {
        useSession().ended()
      }
    } finally {
      busy.value = false
    }
  }

  return { submit, busy, failure }
}

/** What the API says about one field of what was sent; nothing if its complaint is another one. */
export function fieldErrors(failure: unknown, field: string): string[] {
  return isProblem(failure, 'invalid-field') && failure.members.field === field ? [failure.detail] : []
}
