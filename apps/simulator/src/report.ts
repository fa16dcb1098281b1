import { Pace } from './pace.ts'
import { countEarly, countHurried, countHurriedStarts, countOverlapping } from './politeness.ts'
import { isLost } from './losses.ts'
import { hasMissedTheEnd, isOverdue, waitOf, type Wait } from './punctuality.ts'
import type { LoginRecord } from './run-login.ts'

/** A login that did something that none may do, by its number: it can be run again alone. */
export interface Offence {
  login: number
  what:
    | 'early poll'
    | 'hurried poll'
    | 'hurried start'
    | 'two polls at once'
    | 'overdue'
    | 'lost'
    | 'late last poll'
    | 'hung'
    | 'crashed'
}

/** What the logins of one scene came to. */
export interface SceneReport {
  logins: number
  polls: number
  /** Logins by how they ended. */
  ends: Record<string, number>
  /** How long those who approved waited for the tokens. */
  waits: Wait[]
}

/** What a run came to. */
export class Report {
  readonly scenes: Map<string, SceneReport> = new Map()
  readonly offences: Offence[] = []
  readonly pace: Pace = new Pace()

  add(number: number, login: LoginRecord): void {
    const { end, polls, world } = login
    const scene = this.scenes.get(world.scene) ?? empty()
    this.scenes.set(world.scene, scene)
    scene.logins++
    scene.polls += polls.length
    scene.ends[end.type] = (scene.ends[end.type] ?? 0) + 1
    const wait = waitOf(login)
    if (wait) scene.waits.push(wait)
    this.pace.add(login)
    for (const what of offencesOf(login)) this.offences.push({ login: number, what })
  }

  /** How often something happened that must not. */
  count(what: Offence['what']): number {
    return this.offences.filter((offence) => offence.what === what).length
  }

  /** All scenes as one. */
  get all(): SceneReport {
    const all = empty()
    for (const { logins, polls, ends, waits } of this.scenes.values()) {
      all.logins += logins
      all.polls += polls
      for (const [end, count] of Object.entries(ends)) all.ends[end] = (all.ends[end] ?? 0) + count
      for (const wait of waits) all.waits.push(wait)
    }
    return all
  }
}

function empty(): SceneReport {
  return { logins: 0, polls: 0, ends: {}, waits: [] }
}

function offencesOf(login: LoginRecord): Offence['what'][] {
  const { type } = login.end
  return [
    ...Array<Offence['what']>(countEarly(login)).fill('early poll'),
    ...Array<Offence['what']>(countHurried(login)).fill('hurried poll'),
    ...Array<Offence['what']>(countHurriedStarts(login)).fill('hurried start'),
    ...Array<Offence['what']>(countOverlapping(login)).fill('two polls at once'),
    ...(isOverdue(login) ? ['overdue' as const] : []),
    ...(hasMissedTheEnd(login) ? ['late last poll' as const] : []),
    ...(isLost(login) ? ['lost' as const] : []),
    ...(type === 'hung' || type === 'crashed' ? [type] : []),
  ]
}
