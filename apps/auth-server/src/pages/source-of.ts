import { createHash } from 'node:crypto'

/** The CSP source that allows this inline text and no other. */
export function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
