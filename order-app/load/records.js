// One line of JSON per event, the run's only output; README.md describes each kind. k6 writes what the console is told
// into the file given to --console-output.

export function record(type, fields) {
  console.log(JSON.stringify({ type, ...fields }))
}
