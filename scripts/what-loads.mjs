import { resolve } from 'node:path'

/**
 * Has size-limit split a page into chunks, as an app's bundler does, and count what the page loads at first: its entry, and what that
 * imports statically. A bundler puts in there what later chunks share with it, too. With `chunk`, the file that a page loads later, it
 * counts what that brings beside.
 *
 * `later` are modules that an app imports by itself when it needs them.
 */
export function whatLoads({ later = [], chunk } = {}) {
  return (config) => {
    const { entryPoints } = config
    const plugin = {
      name: 'what-loads',
      setup(build) {
        build.onEnd(({ metafile: { outputs } }) => {
          const first = loadedBy(outputs, entryPoints[0])
          const isCounted = chunk ? isOnlyIn(loadedBy(outputs, chunk), first) : (path) => first.has(path)
          // size-limit counts all that is left.
          for (const path of Object.keys(outputs)) if (!isCounted(path)) delete outputs[path]
        })
      },
    }
    return { ...config, format: 'esm', splitting: true, entryPoints: [...entryPoints, ...later], plugins: [plugin] }
  }
}

/** The output of a module, and all that it imports statically, by their paths. */
function loadedBy(outputs, file) {
  const entry = Object.keys(outputs).find((path) => isOf(outputs[path], file))
  if (!entry) throw new Error(`No chunk is made of ${file}`)
  // A set visits what is added to it on the way.
  const loaded = new Set([entry])
  for (const path of loaded) {
    const imports = outputs[path].imports.filter(({ kind, external }) => kind === 'import-statement' && !external)
    for (const { path: imported } of imports) loaded.add(imported)
  }
  return loaded
}

const isOnlyIn = (later, first) => (path) => later.has(path) && !first.has(path)

function isOf({ entryPoint }, file) {
  return entryPoint !== undefined && resolve(entryPoint) === resolve(file)
}
