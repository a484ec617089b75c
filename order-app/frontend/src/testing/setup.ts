import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/vue'
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

afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
})
