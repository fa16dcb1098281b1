import {
  DEVICE_AUTHORIZATION_REFUSALS,
  isKnownCode,
  LATE_POLL_REFUSALS,
  LOST_ANSWER_POLL_REFUSALS,
  PENDING_POLL_REFUSALS,
  POLL_REFUSALS,
  refusalFor,
  REFRESH_REFUSALS,
  SLOWED_LATE_POLL_REFUSALS,
  type Refusal,
} from '@device-flow/error-codes'
import { auth0LogCodesFor, CODE_ADVICE, type ExplainedCode } from '@device-flow/error-codes/advice'
import { code, links } from './markdown.ts'

/** A line of an entry: what it is about, and what it says. */
type Fact = [about: string, text: string]

/** The entry of a server's code, under a heading of its own, so that it can be linked to. */
export function entryOf(name: ExplainedCode): string {
  const { meaning, whatToDo, places = [], sources } = CODE_ADVICE[name]
  const logCodes = auth0LogCodesFor(CODE_ADVICE[name])
  const texts = places.map(({ text }) => text)
  const look = [...texts, ...(logCodes.length > 0 ? [`Auth0's tenant log: ${logCodes.map(code).join(', ')}.`] : [])]
  const facts: Fact[] = [
    ['What to do', whatToDo],
    ...(look.length > 0 ? [['Where to look', look.join(' ')] satisfies Fact] : []),
    ...endsOf(name),
    ['More', `${links(sources)}.`],
  ]
  return `### ${code(name)}\n\n${meaning}\n\n${facts.map(([about, text]) => `- **${about}**: ${text}`).join('\n')}`
}

const REFUSALS_BY_REQUEST = {
  'At a device authorization request': DEVICE_AUTHORIZATION_REFUSALS,
  'At a poll': POLL_REFUSALS,
  'At a poll after one that was pending, or of a code that another process was given': PENDING_POLL_REFUSALS,
  'At a poll after one whose answer was lost': LOST_ANSWER_POLL_REFUSALS,
  'At a poll once the code has run out': LATE_POLL_REFUSALS,
  'At the same, after mostly `slow_down`': SLOWED_LATE_POLL_REFUSALS,
  'At a refresh': REFRESH_REFUSALS,
}

/** How an attempt ends by a code, and the sentence that its person reads; none for the two that a login goes on after, and for those that we only quote. */
function endsOf(name: string): Fact[] {
  if (!isKnownCode(name) || name === 'authorization_pending' || name === 'slow_down') return []
  const special = Object.entries(REFUSALS_BY_REQUEST).flatMap(([request, refusals]): Fact[] => {
    const refusal = refusals.get(name)
    return refusal ? [[request, told(refusal)]] : []
  })
  return [...special, [special.length > 0 ? 'Otherwise' : 'How it ends', told(refusalFor(name))]]
}

function told([reason, sentence]: Refusal): string {
  return `reason ${code(reason)}, and the person reads “${sentence}”`
}
