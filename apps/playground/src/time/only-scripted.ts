import type { LabParts } from '../lab/lab-parts.ts'

/** Why the time of a lab cannot be moved; undefined where it can. */
export function onlyScripted({ server }: LabParts): string | undefined {
  return server.scripted
    ? undefined
    : `The time of ${server.title} is its own: only the server in this page can be paused and hurried.`
}
