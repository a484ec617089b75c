import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface Notice {
  text: string
  failed?: boolean
  /** A path of the shop where the visitor may want to go next. */
  link?: { text: string; to: string }
}

/** What is said at the bottom of the screen for a moment: the last one wins. */
export const useNotices = defineStore('notices', () => {
  const current = ref<Notice | null>(null)

  function show(notice: Notice): void {
    current.value = notice
  }

  /** Whoever is where the notice leads needs it no longer. */
  function arrivedAt(path: string): void {
    if (current.value?.link?.to === path) {
      current.value = null
    }
  }

  return { current, show, arrivedAt }
})
