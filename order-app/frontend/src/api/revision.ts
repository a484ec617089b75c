import { computed, ref } from 'vue'

export const REVISION_HEADER = 'X-Order-App-Revision'

/**
 * The revision of the Pod that served this page; empty where nothing filled it in (the development server). Every call
 * carries it, so that page and API are of one version.
 */
export const pageRevision = readPageRevision()

const lastAnswer = ref(pageRevision)

/** Notes which revision the API answered with. */
export function noteRevision(revision: string | null): void {
  if (revision) {
    lastAnswer.value = revision
  }
}

/** True once the API is of another version than this page: after a promotion or a rollback, until a reload. */
export const pageIsOutdated = computed(() => pageRevision !== '' && lastAnswer.value !== pageRevision)

function readPageRevision(): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="order-app-revision"]')?.content ?? ''
  return content.startsWith('__') ? '' : content
}
