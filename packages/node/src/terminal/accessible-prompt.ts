import { spellUserCode } from '@device-flow/machine/user-code'
import type { AwaitingUserView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { codeLifeLeft } from '../code-life-left.ts'
import { plainPrompt } from './plain-prompt.ts'
import type { PlainPromptOptions } from './plain-prompt.ts'
import { cleanText } from '@device-flow/untrusted'
import type { PromptScreen } from './prompt-screen.ts'

const MINUTE_MS = 60_000
/** The last reminder comes that long before the code dies; ms. */
const LAST_REMINDER_MS = 30_000
/** No two come closer; ms. Between those at 60 s and at 30 s there is less than 30 s, as timers are late. */
const LEAST_GAP_MS = 25_000

/** A prompt for screen readers: plain lines, each written once, the code spelled, and about once a minute the time left. */
export function accessiblePrompt({ clock, ...options }: PlainPromptOptions & { clock: Clock }): PromptScreen {
  const plain = plainPrompt(options)
  let spelled: AwaitingUserView | undefined
  let stopReminders: (() => void) | undefined

  function say(line: string): void {
    options.stream.write(`${line}\n`)
  }

  function spell({ userCode }: AwaitingUserView): void {
    const spoken = spellUserCode(userCode, { capital: (letter) => `capital ${letter}` })
    say(`The code, spelled: ${cleanText(spoken)}.`)
  }

  function scheduleReminder(view: AwaitingUserView): void {
    stopReminders?.()
    const left = codeLifeLeft(view, clock.now())
    const next = nextReminderAt(left - LEAST_GAP_MS)
    stopReminders = next === undefined ? undefined : clock.schedule(() => remind(view), left - next)
  }

  function remind(view: AwaitingUserView): void {
    const left = codeLifeLeft(view, clock.now())
    if (left > 0) say(`Still waiting, ${leftText(left)} left.`)
    scheduleReminder(view)
  }

  return {
    ...plain,
    onChange(view) {
      plain.onChange(view)
      if (view.status !== 'awaitingUser') return stopReminders?.()
      const isNew = view.userCode !== spelled?.userCode
      if (isNew) spell(view)
      // The times of a code follow a clock that was set.
      if (isNew || view.expiresAt !== spelled?.expiresAt) scheduleReminder(view)
      spelled = view
    },
  }
}

/** With how much time left the next reminder comes, ms: at each whole minute, and at 30 s, but not with more than `ms` left. */
function nextReminderAt(ms: number): number | undefined {
  if (ms >= MINUTE_MS) return ms - (ms % MINUTE_MS)
  return ms >= LAST_REMINDER_MS ? LAST_REMINDER_MS : undefined
}

function leftText(ms: number): string {
  if (ms < MINUTE_MS * 0.75) return `${Math.round(ms / 1000)} seconds`
  const minutes = Math.round(ms / MINUTE_MS)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
