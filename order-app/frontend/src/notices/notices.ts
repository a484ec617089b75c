import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { RouteLocationRaw } from 'vue-router'

export interface Notice {
  text: string
  failed?: boolean
  /** Where the visitor may want to go next. */
  link?: { text: string; to: RouteLocationRaw }
}

/** What is said at the bottom of the screen for a moment: the last one wins. */
export const useNotices = defineStore('notices', () => {
  const current = ref<Notice | null>(null)

  function tell(notice: Notice): void {
    current.value = notice
  }

  return { current, tell }
})
