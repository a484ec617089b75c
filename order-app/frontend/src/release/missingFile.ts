import type { Router } from 'vue-router'
import { beacon } from '@/beacon/report'

const RELOADED_FOR = 'order-app-reloaded-for'
const ROUTER_TAKES_MILLIS = 1000

/**
 * Loads the whole page anew when a file of its version can no longer be had. Once only: a second failure at the same
 * place is not cured by another reload, and the visitor is told instead.
 */
export function reloadOnMissingFile(router: Router, storage: Storage = sessionStorage, location: Location = window.location): void {
  let fileIsMissing = false
  let reloading = false
  // Vite tells of it by this event, the router a moment later where the visitor wanted to go. What no reload cures by then
  // is a failure of this version.
  window.addEventListener('vite:preloadError', () => {
    fileIsMissing = true
    setTimeout(() => reloading || beacon()?.failed('file missing'), ROUTER_TAKES_MILLIS)
  })
  router.onError((_error, to) => {
    if (fileIsMissing && storage.getItem(RELOADED_FOR) !== to.fullPath) {
      storage.setItem(RELOADED_FOR, to.fullPath)
      reloading = true
      location.assign(to.fullPath)
    }
    fileIsMissing = false
  })
  router.afterEach((_to, _from, failure) => {
    if (!failure) {
      storage.removeItem(RELOADED_FOR)
    }
  })
}
