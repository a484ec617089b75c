import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/vue'
import { afterEach, vi } from 'vitest'

// What a real browser has, jsdom has not, and Vuetify asks for.
class NothingResizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal('ResizeObserver', NothingResizes)
vi.stubGlobal('visualViewport', new EventTarget())
vi.stubGlobal('scrollTo', () => undefined)

// Waiting ends when what is waited for is there; a busy machine takes longer than the default second.
configure({ asyncUtilTimeout: 10_000 })

afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
})
