import { ref } from 'vue'

const SECOND = 1000

/** The time, once a second: ages and remaining times follow it. */
export const now = ref(Date.now())

setInterval(() => (now.value = Date.now()), SECOND)
