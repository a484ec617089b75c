import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { isProblem } from '@/api/problem'
import { useSession } from '@/session/session'

export interface Fetched<Value> {
  value: Ref<Value | null>
  loading: Ref<boolean>
  failure: Ref<unknown>
  /** Asks again, for instance after a failure. */
  refresh: () => void
}

/**
 * Fetches what a view shows, and again whenever its subject changes. Of two answers that cross, the one to the later
 * question is shown; the earlier call is given up.
 *
 * @param subject what is asked for, for instance the search text; watched
 * @param publicly whether it is there for everybody, so that being refused says nothing about the session
 */
export function useFetched<Subject, Value>(
  subject: () => Subject,
  fetchIt: (subject: Subject, signal: AbortSignal) => Promise<Value>,
  { publicly = false } = {},
): Fetched<Value> {
  const value = shallowRef<Value | null>(null)
  const loading = ref(true)
  const failure = shallowRef<unknown>(null)
  let latest = new AbortController()

  async function ask(): Promise<void> {
    latest.abort()
    const current = (latest = new AbortController())
    loading.value = true
    failure.value = null
    try {
      const answer = await fetchIt(subject(), current.signal)
      if (current === latest) {
        value.value = answer
      }
    } catch (error) {
      if (current === latest) {
        noteFailure(error)
      }
    } finally {
      if (current === latest) {
        loading.value = false
      }
    }
  }

  function noteFailure(error: unknown): void {
    value.value = null
    failure.value = error
    if (!publicly && isProblem(error, 401)) {
      useSession().ended()
    }
  }

  watch(subject, ask, { immediate: true })
  onScopeDispose(() => latest.abort())
  return { value, loading, failure, refresh: () => void ask() }
}
