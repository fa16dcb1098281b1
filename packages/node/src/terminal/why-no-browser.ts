import isInsideContainer from 'is-inside-container'
import { isOverSsh } from './terminal-stream.ts'
import type { Environment } from './terminal-stream.ts'

/**
 * Why a browser that is opened here would not be before the person, in the middle of a sentence; undefined when it would.
 * `BROWSER` is how a container says that it has one, such as that of an editor, whose browser is outside.
 */
export function whyNoBrowser(env: Environment, platform: NodeJS.Platform = process.platform): string | undefined {
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = env
  if (isOverSsh(env)) return 'over SSH'
  if (BROWSER) return undefined
  if (isInsideContainer()) return 'in a container'
  const hasDesktop = platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME
  return hasDesktop ? undefined : 'without a desktop'
}
