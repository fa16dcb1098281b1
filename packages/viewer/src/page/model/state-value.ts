import type { Json } from '@device-flow/machine'
import { isObject } from './json.ts'

// More than any chart that is drawn has. A message from elsewhere may hold millions.
const MOST_PATHS = 500
const DEEPEST = 20
const LONGEST_PATH = 1000

/** The paths of the innermost states that are active: one, or one for each parallel region. */
function innermostPaths(value: Json | undefined, parent = '', depth = 0): string[] {
  if (typeof value === 'string') return [pathOf(parent, value)]
  const inner = isObject(value) && depth < DEEPEST ? Object.entries(value).slice(0, MOST_PATHS) : []
  if (inner.length === 0) return parent ? [parent] : []
  return inner.flatMap(([key, child]) => innermostPaths(child, pathOf(parent, key), depth + 1)).slice(0, MOST_PATHS)
}

function pathOf(parent: string, key: string): string {
  return (parent ? `${parent}.${key}` : key).slice(0, LONGEST_PATH)
}

/** The paths of all states that are active, with those around them. The root's path is empty. */
export function activePaths(value: Json | undefined): Set<string> {
  const paths = new Set<string>([''])
  for (const path of innermostPaths(value)) {
    const keys = path.split('.')
    for (let depth = 1; depth <= keys.length; depth++) paths.add(keys.slice(0, depth).join('.'))
  }
  return paths
}

/** A state value in one line, e.g. `awaitingUser.waiting`. */
export function stateText(value: Json | undefined): string {
  return innermostPaths(value).join(', ')
}
