/** What the server sends: the records of dev.orderapp.kubectl.dashboard. What is not known is null or absent. */
type Maybe<T> = T | null | undefined

export interface Version {
  name: string
  revision: string
  backend?: Maybe<string>
  frontend?: Maybe<string>
  attempt?: Maybe<number>
  since?: Maybe<string>
}

export interface Waiting {
  reason?: Maybe<string>
  message: string
  since?: Maybe<string>
  until?: Maybe<string>
}

export interface Sparkline {
  weight: number[]
  danger: number[]
}

export interface ReleaseSummary {
  namespace: string
  name: string
  phase: string
  since?: Maybe<string>
  paused: boolean
  blocked?: Maybe<string>
  waiting?: Maybe<Waiting>
  step?: Maybe<number>
  steps: number
  weight?: Maybe<number>
  observedWeight?: Maybe<number>
  stable?: Maybe<Version>
  canary?: Maybe<Version>
  failed?: Maybe<Version>
  sparkline?: Maybe<Sparkline>
}

export interface StepProgress {
  weight: number
  hold: string
  holdSeconds?: Maybe<number>
  approval: boolean
  state: 'DONE' | 'RUNNING' | 'FAILED' | 'AHEAD'
  heldSeconds?: Maybe<number>
  eventsNeeded?: Maybe<number>
}

export interface Interval {
  bad: number
  total: number
  share: number
  low: number
  high: number
  shareText?: Maybe<string>
  lowText?: Maybe<string>
  highText?: Maybe<string>
}

export interface Odds {
  peak: number
  threshold: number
  peakText: string
  thresholdText: string
}

export interface Metric {
  name: string
  verdict?: Maybe<string>
  reason?: Maybe<string>
  message?: Maybe<string>
  /** Whether good events are compared, of which the canary must not have fewer. */
  fewer?: boolean
  ceiling?: Maybe<{ value: number; text: string }>
  canary: Interval
  stable: Interval
  ratio?: Maybe<Odds>
  canaryCeiling?: Maybe<Odds>
}

export interface Pod {
  name: string
  component?: Maybe<string>
  state: string
  ready: boolean
  restarts: number
  since?: Maybe<string>
  containers: string[]
}

export interface RunningVersion {
  role: 'canary' | 'stable' | 'previous' | 'leaving'
  version: Version
  pods: Pod[]
}

export interface ReleaseEvent {
  at?: Maybe<string>
  type?: Maybe<string>
  reason?: Maybe<string>
  message?: Maybe<string>
  count?: Maybe<number>
}

export interface Attempt {
  version: string
  entry: {
    revision: string
    attempt?: Maybe<number>
    outcome: string
    reason?: Maybe<string>
    message?: Maybe<string>
    backend?: Maybe<string>
    frontend?: Maybe<string>
    startedAt?: Maybe<string>
    decidedAt?: Maybe<string>
    finishedAt?: Maybe<string>
  }
}

type Column = (number | null)[]

export interface CourseSide {
  total: Column
  bad: Column
  low: Column
  high: Column
}

export interface CourseMetric {
  name: string
  ceiling?: Maybe<number>
  rollbackAt?: Maybe<{ ratio?: Maybe<number>; ceiling?: Maybe<number> }>
  canary: CourseSide
  stable: CourseSide
  ratio: Column
  aboveCeiling: Column
  /** A letter per point. */
  verdict: string
}

export interface CourseMarker {
  /** Seconds since the attempt began. */
  at: number
  kind: string
  name: string
  weight?: Maybe<number>
  outcome?: Maybe<string>
  message?: Maybe<string>
}

export interface Course {
  startedAt: string
  points: { t: number[]; step: number[]; set: Column; observed: Column }
  metrics: CourseMetric[]
  markers: CourseMarker[]
}

export interface FailedContainer {
  pod: string
  component?: Maybe<string>
  container: string
  reason?: Maybe<string>
  exitCode?: Maybe<number>
  restarts?: Maybe<number>
  at?: Maybe<string>
  lines?: Maybe<string[]>
  problem?: Maybe<string>
}

export interface RecordedAttempt {
  attempt: number
  course?: Maybe<Course>
  failure?: Maybe<{
    containers?: Maybe<FailedContainer[]>
    events?: Maybe<(ReleaseEvent & { object?: Maybe<string> })[]>
    problem?: Maybe<string>
  }>
  problem?: Maybe<string>
}

export interface PossibleAction {
  value: string
  effect: string
}

export interface ReleaseDetails {
  summary: ReleaseSummary
  steps: StepProgress[]
  metrics: Metric[]
  explanation: string
  tree: string
  versions: RunningVersion[]
  events: ReleaseEvent[]
  history: Attempt[]
  newest?: Maybe<RecordedAttempt>
  lookedAt?: Maybe<string>
  actions: Record<string, PossibleAction>
  forbidden: string[]
}

export interface PodLog {
  log: string
  events: ReleaseEvent[]
}
