import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { newestRevision } from './revisions.ts'

/** How often it is looked at, where the platform does not tell: network drives, too many watchers, a folder that is not there yet. */
const LOOK_MS = 2_000

/** Calls back when the newest revision in a folder is another one. Keeps no process alive. The returned function ends it. */
export function watchRevisions(folder: string, listener: () => void): () => void {
  let isOver = false
  let known: Promise<number | undefined> = look()
  let watcher = tryWatch()
  const timer = setInterval(check, LOOK_MS)
  timer.unref()

  function look(): Promise<number | undefined> {
    return newestRevision(folder, { readdir }).catch(() => undefined)
  }

  function tryWatch(): FSWatcher | undefined {
    try {
      const started = watch(folder, { persistent: false }, check)
      started.on('error', () => {
        started.close()
        if (watcher === started) watcher = undefined
      })
      return started
    } catch {
      return undefined
    }
  }

  function check(): void {
    if (isOver) return
    watcher ??= tryWatch()
    const before = known
    known = before.then(async (last) => {
      const newest = await look()
      // While revisions come and go, a folder may seem to have none.
      if (newest === -1) return last
      if (newest !== last && !isOver) listener()
      return newest
    })
    // What a listener throws is its own, and must not end the watching.
    known = known.catch(look)
  }

  return () => {
    isOver = true
    clearInterval(timer)
    watcher?.close()
  }
}
