import type { Lab } from '../lab/lab.ts'

/** Why the time of a lab cannot be moved; undefined where it can. */
export function onlyScripted({ server }: Lab): string | undefined {
  return server.scripted
    ? undefined
    : `The time of ${server.title} is its own: only the server in this page can be paused and hurried.`
}
