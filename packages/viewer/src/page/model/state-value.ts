import type { Json } from '@device-flow/machine'
import { isJsonObject } from './json.ts'

// More than any chart that is drawn has. A hostile message may hold millions.
const MAX_PATHS = 500
const MAX_DEPTH = 20
const MAX_PATH_CHARS = 1000

/** Returns the paths of the innermost active states: one, or one for each parallel region. */
function innermostPaths(value: Json | undefined, parent = '', depth = 0): string[] {
  if (typeof value === 'string') return [pathOf(parent, value)]
  const inner = isJsonObject(value) && depth < MAX_DEPTH ? Object.entries(value).slice(0, MAX_PATHS) : []
  if (inner.length === 0) return parent ? [parent] : []
  return inner.flatMap(([key, child]) => innermostPaths(child, pathOf(parent, key), depth + 1)).slice(0, MAX_PATHS)
}

function pathOf(parent: string, key: string): string {
  return (parent ? `${parent}.${key}` : key).slice(0, MAX_PATH_CHARS)
}

/** Returns the paths of all active states and of those around them. The root's path is empty. */
export function activePaths(value: Json | undefined): Set<string> {
  const paths = new Set<string>([''])
  for (const path of innermostPaths(value)) {
    const keys = path.split('.')
    for (let depth = 1; depth <= keys.length; depth++) paths.add(keys.slice(0, depth).join('.'))
  }
  return paths
}

/** Writes a state value in one line, e.g. `awaitingUser.waiting`. */
export function stateText(value: Json | undefined): string {
  return innermostPaths(value).join(', ')
}
