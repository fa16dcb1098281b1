/** An environment in which the wall clock of a Node process is set once it has run for so long, ms; timers do not notice. */
export function clockSetBy(ms: number, afterMs = 1500): Record<string, string> {
  const script = `
    const now = Date.now
    const begun = performance.now()
    Date.now = () => now() + (performance.now() - begun >= ${afterMs} ? ${ms} : 0)`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` }
}
