import { nextTick } from 'vue'
import type { Router } from 'vue-router'
import { useSession } from '@/session/session'

/** What beacon.js, loaded before this bundle, wants to be told. Not there in tests and where it did not load. */
export interface Beacon {
  /** The page stands. */
  running(): void
  /** Whether anybody is signed in; reports are about customers only. */
  signedIn(yes: boolean): void
  /** Something broke that the beacon cannot see itself. */
  failed(what: string): void
}

export function beacon(): Beacon | undefined {
  return window.orderAppBeacon
}

/** Says when the first view stands, and who looks at it, now and whenever that changes. */
export async function reportStart(router: Router): Promise<void> {
  const session = useSession()
  const tellWho = async () => beacon()?.signedIn((await session.fetchAccount()) !== null)
  session.$subscribe(() => void tellWho())
  await Promise.all([tellWho(), router.isReady().then(() => nextTick()).then(() => beacon()?.running())])
}
