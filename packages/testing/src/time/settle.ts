// Far deeper than any chain of awaits between a timer and its last effect, and still only some microseconds of work.
const DEPTH = 200

/**
 * Lets promise chains that need no timer and no I/O come to rest.
 *
 * It flushes microtasks alone, by awaiting a resolved promise again and again. A macrotask turn (`setImmediate`, `setTimeout(0)`)
 * would also let real timers and sockets in, and then two runs of one script could differ; and fake timers would stop it.
 */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < DEPTH; turn++) await Promise.resolve()
}
