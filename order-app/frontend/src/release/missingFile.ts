import type { Router } from 'vue-router'

const RELOADED_FOR = 'order-app-reloaded-for'

/**
 * Loads the whole page anew when a file of its version can no longer be had. Once only: a second failure at the same
 * place is not cured by another reload, and the visitor is told instead.
 */
export function reloadOnMissingFile(router: Router, storage: Storage = sessionStorage, location: Location = window.location): void {
  let fileIsMissing = false
  // Vite tells of it by this event, the router a moment later where the visitor wanted to go.
  window.addEventListener('vite:preloadError', () => {
    fileIsMissing = true
  })
  router.onError((_error, to) => {
    if (fileIsMissing && storage.getItem(RELOADED_FOR) !== to.fullPath) {
      storage.setItem(RELOADED_FOR, to.fullPath)
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
