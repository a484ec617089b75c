import type { LocationQueryValue } from 'vue-router'

/** Where a visitor wanted to go before signing in. Only a path of this shop: an address from elsewhere in the link would lead a signed-in visitor away. */
export function returnPath(then: LocationQueryValue | LocationQueryValue[] | undefined): string {
  return typeof then === 'string' && /^\/(?![/\\])/.test(then) ? then : '/'
}
