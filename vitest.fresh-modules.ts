import { afterAll, beforeAll, vi } from 'vitest'

// Runs before the imports of each file. Without it, a file would meet what the one before it has kept in a module, or put in its place.
vi.resetModules()

// What a package loads in the background comes from the disk, for which no virtual clock waits.
beforeAll(() => vi.dynamicImportSettled())

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  // Where there is a page, it is one for all files.
  if (!('document' in globalThis)) return
  document.body.replaceChildren()
  localStorage.clear()
  sessionStorage.clear()
})
