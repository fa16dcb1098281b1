import type { PromptHandlers } from './prompt-handlers.ts'

/** A prompt that can also tell which keys there are, and what one did. */
export interface PromptScreen extends PromptHandlers {
  /** Says which keys there are, the most telling text first; none when there are none any more. */
  offer(keys: readonly string[]): void
  /** Takes back what is rewritten, so that a shell finds a clean line. */
  clear(): void
  /** Says what a key did. */
  say(text: string): void
}
