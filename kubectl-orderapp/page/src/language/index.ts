import { computed, ref, watchEffect } from 'vue'
import { en } from './en'
import { ko } from './ko'

const REMEMBERED_AS = 'orderapp-language'

export type Language = 'en' | 'ko'

/** The language chosen last, else the browser's if it is one of ours, else English. */
function initial(): Language {
  const remembered = localStorage.getItem(REMEMBERED_AS)
  if (remembered === 'en' || remembered === 'ko') {
    return remembered
  }
  return navigator.languages.find((language) => /^(?:en|ko)\b/.test(language))?.startsWith('ko') ? 'ko' : 'en'
}

export const language = ref<Language>(initial())

/** The words of the page. What the operator and the cluster say stays as they say it, in English. */
export const words = computed(() => (language.value === 'ko' ? ko : en))

watchEffect(() => {
  document.documentElement.lang = language.value
})

export function choose(chosen: Language): void {
  language.value = chosen
  localStorage.setItem(REMEMBERED_AS, chosen)
}
