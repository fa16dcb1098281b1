// As it was when this was loaded: a test that fakes timers is not to hold up what runs by real time.
const { setTimeout, clearTimeout } = globalThis
const PATIENCE_MS = 3000

/** Resolves when the work has ended, or after 3 s of real time: what never comes must not hold virtual time up for good. */
export async function forAWhile(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))
  await Promise.race([Promise.allSettled([work]), patience])
  clearTimeout(timer)
}
