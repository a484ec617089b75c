import { ref, watchEffect } from 'vue'

const REMEMBERED_AS = 'orderapp-theme'
const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const remembered = localStorage.getItem(REMEMBERED_AS) as Theme | null

export const theme = ref<Theme>(remembered !== null && THEMES.includes(remembered) ? remembered : 'system')

watchEffect(() => {
  localStorage.setItem(REMEMBERED_AS, theme.value)
  document.documentElement.dataset.theme = theme.value
})

export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'system'
}
