/** The version of the build, from the environment variable VERSION; see vite/version.ts. */
declare const __ORDER_APP_VERSION__: string

interface Window {
  /** Set by src/beacon/beacon.js. */
  orderAppBeacon?: import('./beacon/report').Beacon
}
