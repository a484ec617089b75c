import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { follow } from './server'

/** What a path sends, as long as the component is there; undefined until it has sent something. */
export function useFollowed<T>(path: string): ShallowRef<T | undefined> {
  const state = shallowRef<T>()
  const leave = new AbortController()
  onScopeDispose(() => leave.abort())
  void follow<T>(path, { show: (sent) => (state.value = sent) }, leave.signal)
  return state
}
