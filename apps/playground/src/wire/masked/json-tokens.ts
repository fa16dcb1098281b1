/** A piece of JSON as it was written; all of them in a row are the text. */
export interface JsonToken {
  readonly kind: 'string' | 'scalar' | 'mark' | 'space'
  readonly text: string
}

const TOKEN = /[ \t\r\n]+|[{}[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|[^ \t\r\n{}[\],:"]+/g

/**
 * Takes JSON apart, and loses nothing of it: escapes, long numbers, members that are there twice, and spacing stay.
 *
 * @throws SyntaxError for what is no JSON
 */
export function jsonTokens(body: string): JsonToken[] {
  JSON.parse(body)
  return (body.match(TOKEN) ?? []).map((text) => ({ kind: kindOf(text), text }))
}

function kindOf(text: string): JsonToken['kind'] {
  if (text.startsWith('"')) return 'string'
  if ('{}[],:'.includes(text)) return 'mark'
  return /^[ \t\r\n]/.test(text) ? 'space' : 'scalar'
}
