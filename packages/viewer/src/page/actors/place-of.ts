import { WINDOW } from '../connection/window-link.ts'
import type { Model } from '../model/model.ts'
import { RECORDED } from '../transcript/recording.ts'

/**
 * Says where a source's logins run: in the page that opened or holds this viewer, or behind one of the connections to its server, which are
 * numbered as they come. Nothing for a recording.
 */
export function placeOf(source: string, { sources }: Model): string | undefined {
  if (source === RECORDED) return undefined
  if (source === WINDOW) return 'this page'
  const connections = [...sources.keys()].filter((name) => name !== WINDOW)
  return `connection ${connections.indexOf(source) + 1}`
}
