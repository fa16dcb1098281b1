import { fileURLToPath } from 'node:url'
import { defaultClientConditions, defaultServerConditions } from 'vite'

/** The export condition by which packages meet as sources in this repository, and nowhere else. */
const source = '@device-flow/source'

/** What every workspace's tests have in common: a change in one package is seen by another's tests without a build. */
export const fromSource = {
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
}

/**
 * A process runs one file after another, each with modules of its own (`vitest.fresh-modules.ts`) beside the libraries, which stay loaded. A
 * process for each of four hundred files would take four minutes of a core. What a test changes of its process or its page, listeners for
 * example, it has to put back. Not for files that define custom elements, as a page has each name once, nor for those that make a page of
 * their process.
 */
export const sharedProcess = {
  isolate: false,
  setupFiles: [fileURLToPath(new URL('vitest.fresh-modules.ts', import.meta.url))],
}
