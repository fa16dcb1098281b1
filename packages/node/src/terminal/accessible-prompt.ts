import { spellUserCode } from '@device-flow/machine/user-code'
import type { AwaitingUserView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { plainPrompt } from './plain-prompt.ts'
import type { PlainPromptOptions } from './plain-prompt.ts'
import { cleanText } from '@device-flow/untrusted'
import type { PromptScreen } from './prompt-screen.ts'

const MINUTE_MS = 60_000
/** The last reminder comes that long before the code dies, and no two come closer; ms. */
const LAST_REMINDER_MS = 30_000

/** A prompt for screen readers: plain lines, each written once, the code spelled, and about once a minute the time left. */
export function accessiblePrompt({ clock, ...options }: PlainPromptOptions & { clock: Clock }): PromptScreen {
  const plain = plainPrompt(options)
  let spelled: string | undefined
  let stopReminders: (() => void) | undefined

  function say(line: string): void {
    options.stream.write(`${line}\n`)
  }

  function begin({ userCode, expiresAt }: AwaitingUserView): void {
    stopReminders?.()
    spelled = userCode
    const spoken = spellUserCode(userCode, { capital: (letter) => `capital ${letter}` })
    say(`The code, spelled: ${cleanText(spoken)}.`)
    scheduleReminder(expiresAt)
  }

  function scheduleReminder(expiresAt: number): void {
    const left = expiresAt - clock.now()
    const next = nextReminderAt(left - LAST_REMINDER_MS)
    stopReminders = next === undefined ? undefined : clock.schedule(() => remind(expiresAt), left - next)
  }

  function remind(expiresAt: number): void {
    const left = expiresAt - clock.now()
    if (left > 0) say(`Still waiting, ${leftText(left)} left.`)
    scheduleReminder(expiresAt)
  }

  return {
    ...plain,
    onChange(view) {
      plain.onChange(view)
      if (view.status === 'awaitingUser') {
        if (view.userCode !== spelled) begin(view)
      } else {
        stopReminders?.()
      }
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
