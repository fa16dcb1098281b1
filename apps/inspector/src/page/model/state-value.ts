import type { Json } from '@device-flow/machine'
import { isObject } from './json.ts'

/** The paths of the innermost states that are active: one, or one for each parallel region. */
function innermostPaths(value: Json | undefined, parent = ''): string[] {
  if (typeof value === 'string') return [parent ? `${parent}.${value}` : value]
  if (!isObject(value)) return parent ? [parent] : []
  const inner = Object.entries(value)
  if (inner.length === 0) return parent ? [parent] : []
  return inner.flatMap(([key, child]) => innermostPaths(child, parent ? `${parent}.${key}` : key))
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

/** A state value in one line, e.g. `awaitingUser.coolingDown`. */
export function stateText(value: Json | undefined): string {
  return innermostPaths(value).join(', ')
}
