import type { ActorMessage, InspectionMessage } from '@device-flow/inspect'
import type { Model } from './model.ts'

const MAX_MESSAGES = 10_000

/** The messages about a login's tree are kept at its root, for the transcript. The first one introduces it, and stays. */
export function withMessage(model: Model, rootKey: string, message: InspectionMessage): Model {
  const root = model.actors.get(rootKey)
  if (!root) return model
  const messages = withoutOldest([...root.messages, numbered(message, root)])
  return { ...model, actors: new Map(model.actors).set(rootKey, { ...root, messages, lost: 0 }) }
}

/**
 * A message with its number among those of its login. The inspector's own numbers count other logins, too: in a transcript of one login,
 * theirs would be missing.
 */
function numbered(
  message: InspectionMessage,
  { messages, lost }: { messages: readonly InspectionMessage[]; lost: number },
): InspectionMessage {
  const last = messages.at(-1)
  if (message.type !== 'actor') return last ? { ...message, sequence: last.sequence + 1 + lost } : message
  const { asOf, ...plain } = message
  return { ...plain, sequence: last ? last.sequence + 1 + lost : (asOf ?? message.sequence) }
}

/** The first message takes the place of those after it that are let go of. */
function withoutOldest(messages: readonly InspectionMessage[]): readonly InspectionMessage[] {
  const [first, oldest, ...rest] = messages
  if (messages.length <= MAX_MESSAGES || !oldest || first?.type !== 'actor') return messages
  return [after(first, oldest), ...rest]
}

function after(first: ActorMessage, message: InspectionMessage): ActorMessage {
  const isAboutIt = message.type !== 'event' && message.sessionId === first.sessionId
  return { ...first, ...(isAboutIt && { snapshot: message.snapshot }), asOf: message.sequence }
}
