import { ref } from 'vue'

/** What the part after # names: a release, or all of them. */
export interface Place {
  namespace: string
  name: string
}

/** Names in Kubernetes need no escaping; what is none names nothing. */
const RELEASE = /^#([a-z0-9.-]+)\/([a-z0-9.-]+)$/

function read(): Place | undefined {
  const [, namespace, name] = RELEASE.exec(location.hash) ?? []
  return namespace && name ? { namespace, name } : undefined
}

export const place = ref(read())

addEventListener('hashchange', () => (place.value = read()))

export function addressOf({ namespace, name }: Place): string {
  return `#${namespace}/${name}`
}
