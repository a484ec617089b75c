import type { ReleaseSummary } from '../server/types'

export const FILTERS = ['all', 'moving', 'person', 'failed', 'rest'] as const
export type Filter = (typeof FILTERS)[number]

const FOR_A_PERSON = ['Approval', 'Pause', 'Retry', 'Spec']
const FAILED = ['RolledBack', 'RollingBack']

const matches: Record<Filter, (release: ReleaseSummary) => boolean> = {
  all: () => true,
  moving: (release) => !['Stable', 'RolledBack'].includes(release.phase),
  person: needsPerson,
  failed: (release) => FAILED.includes(release.phase),
  rest: (release) => release.phase === 'Stable',
}

/** Whether nothing goes on until somebody does something. */
export function needsPerson(release: ReleaseSummary): boolean {
  return Boolean(release.blocked) || FOR_A_PERSON.includes(release.waiting?.reason ?? '')
}

/** Those that are asked for: each word of the search must be in a name or a version. */
export function select(releases: ReleaseSummary[], filter: Filter, namespace: string, search: string): ReleaseSummary[] {
  const asked = search.toLowerCase().split(/\s+/).filter(Boolean)
  return releases
    .filter(matches[filter])
    .filter((release) => namespace === '' || release.namespace === namespace)
    .filter((release) => asked.every((word) => said(release).includes(word)))
    .sort((one, other) => rank(one) - rank(other))
}

function said(release: ReleaseSummary): string {
  const versions = [release.stable, release.canary, release.failed].flatMap((version) => [version?.name, version?.revision])
  return [`${release.namespace}/${release.name}`, release.phase, ...versions].join(' ').toLowerCase()
}

/** What needs somebody stands first, then what moves; each in the order of its name. */
function rank(release: ReleaseSummary): number {
  return needsPerson(release) ? 0 : FAILED.includes(release.phase) ? 1 : release.phase === 'Stable' ? 3 : 2
}
